import { useEffect, useRef } from 'react';
import { actionOf, type PrompterAction, type PrompterSettings } from './prompter-settings.ts';

/** Whoever writes, or works a control, means that and not the prompter. */
function isBusy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="slider"], [role="dialog"]'))
    return true;
  const presses = key === ' ' || key === 'Enter';
  const walks = key.startsWith('Arrow');
  return (
    (presses && target.closest('button, a, summary') !== null) ||
    (walks && target.closest('[role="tablist"], [role="menu"], [role="listbox"]') !== null)
  );
}

/** Keys and pedals, while the prompter is open. */
export function usePrompterKeys(keys: PrompterSettings['keys'], act: (action: PrompterAction) => void): void {
  const latest = useRef({ keys, act });
  latest.current = { keys, act };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isBusy(event.target, event.key)) return;
      const action = actionOf(event.key, latest.current.keys);
      if (!action) return;
      event.preventDefault();
      latest.current.act(action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
