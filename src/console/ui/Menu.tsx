import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Icon, type IconName } from './Icon.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly isChosen?: boolean;
  /** Why it cannot be chosen: said below its name. */
  readonly reason?: string | null;
  readonly run: () => void;
}

interface Props {
  /** What the list is; the name of the button too where it shows only a picture. */
  readonly label: string;
  readonly isPicture?: boolean;
  readonly entries: readonly MenuEntry[];
  readonly look?: 'plain' | 'quiet' | 'primary';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A button that opens a list of things to do; what may not be done is there with its reason. */
export function Menu({
  label,
  isPicture = false,
  entries,
  look = 'plain',
  className = 'button',
  children,
}: Props) {
  const blocked = entries.filter(({ reason }) => reason).map(({ id }) => id);
  return (
    <MenuTrigger>
      <AriaButton className={className} data-look={look} {...(isPicture ? { 'aria-label': label } : {})}>
        {children}
      </AriaButton>
      <Popover className="popover" placement="bottom end" offset={4}>
        <AriaMenu
          className="menu"
          aria-label={label}
          disabledKeys={blocked}
          onAction={(key) => entries.find(({ id }) => id === key)?.run()}
        >
          {entries.map(({ id, label: words, icon, isChosen, reason }) => (
            <MenuItem key={id} id={id} textValue={words} className="menu-item">
              <Icon name={isChosen ? 'check' : (icon ?? 'right')} />
              <span>
                {words}
                {reason && <span className="soft small"> · {reason}</span>}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
