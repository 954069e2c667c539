import { IconScript } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { useRemembered } from '../live/remembered.ts';

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
    <IconButton
      label={t('prompter')}
      aria-pressed={open}
      onClick={() => onOpen(!open)}
      data-testid="prompter-open"
    >
      <IconScript size={20} aria-hidden />
    </IconButton>
  );
}
