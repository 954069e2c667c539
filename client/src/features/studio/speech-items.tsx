import type { SpeechShare } from '@caipai/shared/schemas/speech';
import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { InlineError } from '../../ui/states.tsx';
import styles from './device-controls.module.css';
import { useDirector, useStudio } from './studio-context.tsx';
import { useSpeechChoices } from './use-speech-choices.ts';

const speechShares: readonly SpeechShare[] = ['nobody', 'coaches', 'class'];

/** In a menu: whether the anchor's own figures are kept, and who else sees them; with `meter`, whether they are shown. */
export function SpeechItems({ meter = false }: { meter?: boolean }) {
  const { t } = useTranslation(['studio', 'common']);
  const director = useDirector();
  const on = useStudio((view) => view.speechMeterOn);
  const { standing, refusal, answer, share } = useSpeechChoices();
  const keeps = standing.consent === true;
  return (
    <>
      <Menu.Label>{t('speech.title')}</Menu.Label>
      {meter && (
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={on}
          closeMenuOnClick={false}
          onClick={() => director.setSpeechMeter(!on)}
          rightSection={on ? <IconCheck size={16} aria-hidden /> : null}
          data-testid="speech-meter-on"
        >
          {t('speech.on')}
          <span className={styles.note}>{t('speech.private')}</span>
        </Menu.Item>
      )}
      {standing.figures === 'withConsent' && (
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={keeps}
          closeMenuOnClick={false}
          onClick={() => void answer(!keeps)}
          rightSection={keeps ? <IconCheck size={16} aria-hidden /> : null}
          data-testid="speech-keep"
        >
          {t('speech.keep')}
          <span className={styles.note}>{keeps ? t('speech.keepOff') : t('speech.keepOn')}</span>
        </Menu.Item>
      )}
      {standing.figures === 'withConsent' && keeps && (
        <>
          <Menu.Label>{t('common:speech.share')}</Menu.Label>
          {speechShares.map((each) => (
            <Menu.Item
              key={each}
              role="menuitemradio"
              aria-checked={standing.share === each}
              closeMenuOnClick={false}
              onClick={() => void share(each)}
              rightSection={standing.share === each ? <IconCheck size={16} aria-hidden /> : null}
              data-testid={`speech-share-${each}`}
            >
              {t(`common:speech.share.${each}`)}
            </Menu.Item>
          ))}
        </>
      )}
      <InlineError refusal={refusal} />
    </>
  );
}
