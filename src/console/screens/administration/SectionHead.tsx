import type { ReactNode } from 'react';

/** Title, what it is for, and what can be added. */
export function SectionHead({
  title,
  help,
  children,
}: {
  title: string;
  help: string;
  children?: ReactNode;
}) {
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        {children}
      </div>
      <p className="soft">{help}</p>
    </>
  );
}
