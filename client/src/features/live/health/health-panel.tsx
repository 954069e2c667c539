import { useTranslation } from 'react-i18next';
import type { Quality } from '../../../rtc/verdict.ts';
import { useRoom } from '../room-context.tsx';
import styles from './health-panel.module.css';
import { sentences } from './sentences.ts';

/** What a browser has not told yet: the line keeps its place. */
const UNKNOWN = '–';

/** One sentence for everybody, and the numbers for whoever has to help. */
export function HealthPanel({
  quality,
  hint,
}: {
  quality: Quality | null;
  /** Said as long as there is no connection to judge. */
  hint: 'away' | 'waiting' | null;
}) {
  const { t } = useTranslation('live');
  const sentence =
    quality && !hint
      ? t(sentences[quality.direction][quality.reason])
      : t(`connection.hint.${hint ?? 'waiting'}`);
  return (
    <div className={styles.panel} data-testid="health-panel">
      <p className={styles.reason} role="status">
        {sentence}
      </p>
      <Figures quality={quality} />
    </div>
  );
}

function Figures({ quality }: { quality: Quality | null }) {
  const { t } = useTranslation('live');
  const { part } = useRoom().session;
  const figures = quality?.figures;
  const layer = useLayerWords(figures);
  const inMs = (value: number | null | undefined) => (value == null ? null : `${value} ms`);
  const bitrate = part === 'studio' ? t('health.sent') : t('health.received');
  const rows: [string, string | null][] = [
    [bitrate, figures?.bitrateBps == null ? null : bitrateText(figures.bitrateBps)],
    [t('health.loss'), figures?.lossShare == null ? null : `${(figures.lossShare * 100).toFixed(1)} %`],
    [t('health.roundTrip'), inMs(figures?.roundTripMs)],
    [t('health.jitter'), inMs(figures?.jitterMs)],
    [t('health.size'), figures?.width && figures.height ? `${figures.width} × ${figures.height}` : null],
    [
      t('health.frames'),
      figures?.framesPerSecond == null ? null : t('health.perSecond', { frames: figures.framesPerSecond }),
    ],
    [t('health.layer'), layer],
    [t('health.codec'), figures?.codec ?? null],
  ];
  return (
    <dl className={`${styles.figures} num`}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? UNKNOWN}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Which layer flows, by the size that people know it by. */
function useLayerWords(figures: Quality['figures'] | undefined): string | null {
  const { t } = useTranslation('live');
  if (!figures?.width || !figures.height || figures.layer === null || figures.layers === null) return null;
  const size = `${Math.min(figures.width, figures.height)}p`;
  const total = figures.layers;
  if (total === 1) return t('health.layer.only', { size });
  if (figures.layer === total - 1) return t('health.layer.highest', { size, total });
  if (figures.layer === 0) return t('health.layer.lowest', { size, total });
  return t('health.layer.middle', { size, total });
}

function bitrateText(bps: number): string {
  return bps < 1_000_000 ? `${Math.round(bps / 1_000)} kbit/s` : `${(bps / 1_000_000).toFixed(1)} Mbit/s`;
}
