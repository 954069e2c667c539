import type { LiveSegment } from '@caipai/shared/domain/rundown';
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import styles from './segment-list.module.css';
import { useRundownDesk, useSheet } from './use-rundown-desk.ts';

/** The segments in order: chosen with the arrows, moved with Alt and the arrows, or by their own buttons. */
export function SegmentList({
  segments,
  chosenId,
  runningId,
  onChoose,
}: {
  segments: LiveSegment[];
  chosenId: string | null;
  runningId: string | null;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation('rundown');
  const desk = useRundownDesk();
  const list = useRef<HTMLOListElement>(null);
  const editors = useSheet((sheet) => sheet.editors);
  const drafts = useSheet((sheet) => sheet.drafts);

  const move = async (index: number, by: -1 | 1) => {
    const segment = segments[index];
    if (!segment || !segments[index + by]) return;
    // Up: behind the one before the one above.
    const neighbour = by === 1 ? segments[index + 1] : segments[index - 2];
    await desk.move(segment.id, neighbour?.id ?? null);
  };
  const press = (event: KeyboardEvent, index: number) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    if (by === null) return;
    event.preventDefault();
    if (event.altKey) void move(index, by);
    else list.current?.querySelectorAll<HTMLElement>('[data-row]')[index + by]?.focus();
  };

  return (
    <ol ref={list} className={styles.list} aria-describedby="segment-keys">
      {segments.map((segment, index) => {
        const own = Object.values(drafts).filter((draft) => draft.segment.id === segment.id);
        const here = editors.filter(({ segmentId }) => segmentId === segment.id);
        const { title } = segment;
        return (
          <li
            key={segment.id}
            data-kind={segment.kind}
            data-chosen={segment.id === chosenId || undefined}
            data-running={segment.id === runningId || undefined}
          >
            <button
              type="button"
              className={styles.row}
              data-row={segment.id}
              aria-current={segment.id === chosenId ? 'true' : undefined}
              onClick={() => onChoose(segment.id)}
              onKeyDown={(event) => press(event, index)}
              data-testid="script-segment"
            >
              <span className={`${styles.position} num`} aria-hidden>
                {index + 1}
              </span>
              <span className={styles.words}>
                <b>{title}</b>
                <small>
                  {segment.id === runningId && <em className={styles.air}>{t('editor.onAir')}</em>}
                  {here.length > 0 ? (
                    <em className={styles.editor} data-testid="script-editor-name">
                      {t('editor.writing', {
                        names: here.map(({ person }) => person.name).join(t('editor.and')),
                      })}
                    </em>
                  ) : (
                    <span>{segment.script || t('editor.noScript')}</span>
                  )}
                </small>
              </span>
              {own.length > 0 && (
                <i
                  className={styles.unsaved}
                  data-alarm={own.some(({ fate }) => fate === 'conflict') || undefined}
                  aria-hidden
                />
              )}
              <time className="num">{clockText(segment.targetSeconds * 1_000)}</time>
            </button>
            <span className={styles.tools}>
              <ActionIcon
                aria-label={t('editor.up', { title })}
                disabled={index === 0}
                onClick={() => void move(index, -1)}
              >
                <IconArrowUp size={16} stroke={1.8} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('editor.down', { title })}
                disabled={index === segments.length - 1}
                onClick={() => void move(index, 1)}
              >
                <IconArrowDown size={16} stroke={1.8} />
              </ActionIcon>
            </span>
          </li>
        );
      })}
      <li className="sr-only" id="segment-keys">
        {t('editor.keys')}
      </li>
    </ol>
  );
}
