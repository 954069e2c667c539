import type { Refusal } from '@caipai/shared/protocol/result';
import { Button, type ButtonProps } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { InlineError } from './states.tsx';

/** Deletes after a question, and says why if it could not. */
export function DeleteButton({
  label,
  title,
  text,
  remove,
  testId,
  ...look
}: {
  label: string;
  /** The question. */
  title: string;
  text: string;
  /** Null when it is gone; the page may be left by then. */
  remove(): Promise<Refusal | null>;
  testId?: string;
} & Pick<ButtonProps, 'size' | 'variant' | 'color'>) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const confirm = async () => {
    setBusy(true);
    setRefusal(await remove());
    setBusy(false);
    setAsking(false);
  };
  return (
    <div>
      <Button {...look} onClick={() => setAsking(true)} data-testid={testId}>
        {label}
      </Button>
      <InlineError refusal={refusal} />
      <ConfirmDialog
        opened={asking}
        title={title}
        text={text}
        confirmLabel={label}
        busy={busy}
        onConfirm={() => void confirm()}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
