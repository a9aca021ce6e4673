import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useWords } from '../language/words.ts';
import { Button } from './Button.tsx';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly width?: 'normal' | 'wide';
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A window over the page; Escape and the cross close it, focus goes back to where it was. */
export function DialogBox({ title, onClose, width = 'normal', foot, children }: Props) {
  const { t } = useWords();
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="dialog-box" data-width={width}>
        <Dialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button
              {...{ look: 'quiet', icon: 'close', 'aria-label': t('console.close'), hasHint: false }}
              onClick={onClose}
            />
          </div>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
          <section className="dialog-body" tabIndex={0} aria-label={title}>
            {children}
          </section>
          {foot && <div className="dialog-foot">{foot}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
