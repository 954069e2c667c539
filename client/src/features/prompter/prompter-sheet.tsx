import { IconScript } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useRemembered } from '../live/remembered.ts';
import styles from '../studio/studio-desk.module.css';

const Prompter = lazy(async () => ({ default: (await import('./prompter.tsx')).Prompter }));

/** Whether the prompter lies over the stage; kept on this device. */
export function usePrompterOpen(): [boolean, (open: boolean) => void] {
  const [{ open }, set] = useRemembered('prompter.sheet', { open: false });
  return [open, (next) => set({ open: next })];
}

export function PrompterSheet({ onClose }: { onClose: () => void }) {
  return (
    <Suspense fallback={null}>
      <Prompter onClose={onClose} />
    </Suspense>
  );
}

export function PrompterButton({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTranslation('rundown');
  return (
    <button
      type="button"
      className={styles.iconButton}
      aria-pressed={open}
      aria-label={t('prompter')}
      title={t('prompter')}
      onClick={() => onOpen(!open)}
      data-testid="prompter-open"
    >
      <IconScript size={20} aria-hidden />
    </button>
  );
}
