import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Focusable, Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { Icon, type IconName } from './Icon.tsx';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger' | 'link';
  readonly icon?: IconName;
  /** Why it cannot be pressed: the button stays reachable and says so. */
  readonly reason?: string | null | undefined;
  readonly isBusy?: boolean;
  /** Whether a button that is only an icon shows its name beside it: while it shows, Escape closes that first. */
  readonly hasHint?: boolean;
  readonly children?: ReactNode;
}

/** A button that, when it may not be pressed, can still be reached and gives its reason. */
export function Button(props: Props) {
  const { look = 'plain', icon, reason, isBusy = false, hasHint = true, children, onClick, ...rest } = props;
  const isOff = (reason !== undefined && reason !== null) || isBusy;
  const button = (
    <button
      type="button"
      className={children === undefined ? 'button button-icon' : 'button'}
      data-look={look}
      {...rest}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
  const said = reason ?? (children === undefined && hasHint ? rest['aria-label'] : undefined);
  if (said === undefined || said === null) return button;
  return (
    <TooltipTrigger delay={350} closeDelay={80}>
      <Focusable>{button}</Focusable>
      <Tooltip className="tooltip" offset={6}>
        {said}
      </Tooltip>
    </TooltipTrigger>
  );
}
