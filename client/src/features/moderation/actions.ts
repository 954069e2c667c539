import type { ModerationDesk } from '../../state/live/moderation-desk.ts';
import type { Item } from './items.ts';

/** What one may do about a comment, with the key that does it. */
export const actions = {
  release: 'Enter',
  reply: 'r',
  answered: 'a',
  question: 'q',
  pin: 'p',
  person: 'f',
  mute: 'm',
  remove: 'Delete',
} as const;
export type Action = keyof typeof actions;

export interface Rights {
  moderate: boolean;
  answer: boolean;
  comment: boolean;
  me: string;
}

export function actionsFor({ line, held, question }: Item, rights: Rights): Action[] {
  if (line.fate !== 'shown') return [];
  const own = line.by.id === rights.me;
  const of = (allowed: boolean, ...names: Action[]) => (allowed ? names : []);
  if (held) return of(rights.moderate, 'release', 'remove', 'mute', 'person');
  return [
    ...of(rights.comment && !own, 'reply'),
    ...of(rights.answer && question !== null, 'answered'),
    ...of(rights.moderate, 'pin'),
    ...of(rights.answer && !own, 'question'),
    ...of(!own, 'person'),
    ...of(rights.moderate && line.by.job === 'peer' && !own, 'mute'),
    ...of(rights.moderate && !own, 'remove'),
  ];
}

export function actionOfKey(key: string): Action | null {
  const wanted = key === 'Backspace' ? 'Delete' : key.length === 1 ? key.toLowerCase() : key;
  return (Object.keys(actions) as Action[]).find((action) => actions[action] === wanted) ?? null;
}

/** Does what needs no second thought at once; the rest is asked back by the caller. */
export function perform(desk: ModerationDesk, action: Action, { line, question, pinned }: Item): void {
  const danmakuId = line.id;
  if (action === 'release') void desk.act('danmaku:release', { danmakuId });
  if (action === 'pin') void desk.act('danmaku:pin', { danmakuId: pinned ? null : danmakuId });
  if (action === 'answered')
    void desk.act('danmaku:answer', { danmakuId, answered: question?.answeredAfterMs == null });
  if (action === 'question') void desk.act('danmaku:classify', { danmakuId, question: question === null });
}
