import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface Props {
  readonly icon: IconName;
  readonly title: string;
  /** Nothing else is on the screen: its title is the page's. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** Nothing here, why, and what to do next. */
export function Empty({ icon, title, isPage = false, children }: Props) {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <div className="empty">
      <Icon name={icon} />
      <Title>{title}</Title>
      {children}
    </div>
  );
}
