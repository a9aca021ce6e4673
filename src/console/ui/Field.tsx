import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import { Icon } from './Icon.tsx';

interface FieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | null | undefined;
}

interface Wiring {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label, help and error of one control; the control gets the attributes that tie them together. */
export function Field({
  label,
  help,
  error,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {help && (
        <span className="field-help" id={`${id}-help`}>
          {help}
        </span>
      )}
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <span className="field-error" id={`${id}-error`}>
          <Icon name="late" /> {error}
        </span>
      )}
    </div>
  );
}

type InputProps = FieldProps & InputHTMLAttributes<HTMLInputElement>;
export function TextField({ label, help, error, ...rest }: InputProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(wiring) => <input className="input" {...wiring} {...rest} />}
    </Field>
  );
}

type AreaProps = FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>;
export function TextArea({ label, help, error, ...rest }: AreaProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(wiring) => <textarea className="input" {...wiring} {...rest} />}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}
type SelectProps = FieldProps &
  SelectHTMLAttributes<HTMLSelectElement> & { readonly options: readonly Option[]; readonly none?: string };
/** A native list of choices; `none` is the words of the empty one. */
export function SelectField({ label, help, error, options, none, ...rest }: SelectProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(wiring) => (
        <select className="input" {...wiring} {...rest}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface ChoicesProps {
  readonly legend: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}
/** A handful of choices, all in sight. */
export function Choices({ legend, name, value, options, onChange }: ChoicesProps) {
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Check({ label, ...rest }: { label: string } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="row">
      <input type="checkbox" {...rest} /> {label}
    </label>
  );
}
