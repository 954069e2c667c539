import { IconAlertTriangle } from '@tabler/icons-react';
import { useRefusalText } from '../../../ui/states.tsx';
import { useLiveView } from '../room-context.tsx';
import styles from './recording-worry.module.css';

/** The take is at risk: told calmly, to the stage beside the face and never over it, and to the coaches. */
export function RecordingWorry() {
  const worry = useLiveView((view) => view.recordingWorry);
  const sentence = useRefusalText();
  if (!worry) return null;
  return (
    <p className={styles.worry} role="alert" data-testid="recording-worry">
      <IconAlertTriangle size={18} aria-hidden />
      {sentence({ code: worry })}
    </p>
  );
}
