import { useTranslation } from 'react-i18next';
import { checksOf } from './check-states.ts';
import { useFindings, useStudio } from './studio-context.tsx';

interface CheckWords {
  words: string;
  /** It works, and should be better. */
  hint: boolean;
}

export function usePictureWords(): CheckWords {
  const { t } = useTranslation('studio');
  const camera = useStudio((view) => view.camera);
  const cameraOn = useStudio((view) => view.cameraOn);
  const hint = useFindings(({ light, framing }) => light ?? framing);
  if (camera && !cameraOn) return { words: t('check.picture.off'), hint: true };
  if (hint) return { words: t(`hint.${hint}`), hint: true };
  const { width, height, frameRate } = camera?.getSettings() ?? {};
  if (!width || !height) return { words: t('check.picture.waiting'), hint: false };
  return {
    words: `${width} × ${height}${frameRate ? ` · ${Math.round(frameRate)} fps` : ''}`,
    hint: false,
  };
}

export function useSoundWords(): CheckWords {
  const { t } = useTranslation('studio');
  const heard = useStudio((view) => checksOf(view).sound === 'ok');
  const microphoneOn = useStudio((view) => view.microphoneOn);
  const lost = useStudio((view) => view.capture === 'ready' && !view.microphone);
  const clipping = useFindings((findings) => findings.clipping);
  if (lost) return { words: t('check.sound.lost'), hint: true };
  if (!microphoneOn) return { words: t('check.sound.off'), hint: true };
  if (clipping) return { words: t('hint.clipping'), hint: true };
  return { words: heard ? t('check.sound.ok') : t('check.sound.waiting'), hint: false };
}

export function useProbeWords(): CheckWords {
  const { t } = useTranslation('studio');
  const link = useStudio((view) => checksOf(view).network);
  const { state, verdict } = useFindings(({ probe }) => probe);
  const narrow = useFindings((findings) => findings.narrow);
  if (link !== 'ok') return { words: t(`check.network.${link}`), hint: false };
  if (state === 'running') return { words: t('probe.running'), hint: false };
  if (!verdict) return { words: t('check.network.ok'), hint: false };
  const { carried, reason, lossShare, roundTripMs, bitrateBps } = verdict;
  if (carried === 'nothing' || carried === 'sound') return { words: t(`probe.${carried}`), hint: true };
  if (reason === 'loss')
    return { words: t('probe.loss', { percent: Math.round(lossShare * 100) }), hint: true };
  if (narrow) return { words: t('probe.narrow', { layer: carried }), hint: true };
  if (reason === 'delay') return { words: t('probe.delay', { delayMs: roundTripMs ?? 0 }), hint: true };
  const mbps = Math.round(bitrateBps / 100_000) / 10;
  return { words: t('probe.carries', { layer: carried, mbps }), hint: false };
}
