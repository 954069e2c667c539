import { Switch } from '@mantine/core';
import { IconTextCaption } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconPopover } from '../../ui/icon-popover.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useAccess, useLiveView, useRoom } from '../live/room-context.tsx';
import { browserRecognises, chooseTranscript, useTranscriptChoice } from '../transcript/choice.ts';
import styles from './transcript-menu.module.css';

/** Who writes down what the anchor says, where the sound goes for that, and their yes or no. */
export function TranscriptMenu() {
  const { t } = useTranslation('transcript');
  const { goLive: anchors } = useAccess();
  const recogniser = useLiveView((view) => view.transcript?.recogniser);
  if (!anchors || !recogniser) return null;
  return (
    <IconPopover
      label={t('menu.title')}
      icon={<IconTextCaption size={20} aria-hidden />}
      width="min(320px, calc(100vw - 24px))"
      testId="transcript-menu"
    >
      <div className={styles.panel}>
        <h3 className={styles.title}>{t('menu.title')}</h3>
        {recogniser === 'browser' ? <ByBrowser /> : <p>{t(`menu.${recogniser}`)}</p>}
        <p className={styles.note}>{t('menu.readers')}</p>
      </div>
    </IconPopover>
  );
}

function ByBrowser() {
  const { t } = useTranslation('transcript');
  const room = useRoom();
  const { on, language, trouble } = useTranscriptChoice(room.me.id);
  if (!browserRecognises()) return <p data-testid="transcript-none-here">{t('menu.browserHasNone')}</p>;
  return (
    <>
      <p data-testid="transcript-where">{t(`menu.where.${soundGoesTo()}`)}</p>
      <Switch
        checked={on}
        label={t('menu.allow')}
        classNames={{ body: styles.switch, label: styles.label }}
        onChange={({ currentTarget }) => chooseTranscript({ on: currentTarget.checked })}
        data-testid="transcript-on"
      />
      <SelectField
        label={t('menu.language')}
        value={language}
        options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        onChange={(value) => chooseTranscript({ language: value === 'en' ? 'en' : 'zh' })}
        testId="transcript-language"
      />
      {trouble && (
        <p className={styles.trouble} role="status">
          {t(`trouble.${trouble}`)}
        </p>
      )}
    </>
  );
}

/** Whose service a browser asks, as far as it can be told from its name. */
function soundGoesTo(agent: string = navigator.userAgent): 'google' | 'microsoft' | 'apple' | 'maker' {
  if (/Edg(A|iOS)?\//.test(agent)) return 'microsoft';
  if (/iPhone|iPad/.test(agent) || (/Safari\//.test(agent) && !/Chrom(e|ium)\//.test(agent))) return 'apple';
  return /Chrome\//.test(agent) && !/OPR\/|SamsungBrowser\//.test(agent) ? 'google' : 'maker';
}
