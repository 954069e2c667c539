import type { ServerFacts } from '@caipai/shared/protocol/facts';
import type { RequestInput, RequestName } from '@caipai/shared/protocol/requests';
import type { Refusal } from '@caipai/shared/protocol/result';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import type { Moderation, Question } from '@caipai/shared/schemas/moderation';
import type { LiveSession } from './live-session.ts';
import type { LiveView } from './view.ts';

const QUESTIONS_KEPT = 200;
const FLAGS_KEPT = 500;

type Act = Extract<RequestName, `danmaku:${string}` | 'member:mute'>;

/** Puts a question where it belongs by time, or what became of it to where it stands. */
function withQuestion(view: LiveView, danmakuId: string, question: Question | null): LiveView {
  const others = view.questions.filter(({ danmaku }) => danmaku.id !== danmakuId);
  const questions = question
    ? [...others, question].sort((a, b) => a.danmaku.seq - b.danmaku.seq).slice(-QUESTIONS_KEPT)
    : others;
  return { ...view, questions };
}

function withModeration(view: LiveView, change: (moderation: Moderation) => Partial<Moderation>): LiveView {
  const { moderation } = view;
  return moderation ? { ...view, moderation: { ...moderation, ...change(moderation) } } : view;
}

const withoutHeld = (view: LiveView, danmakuId: string): LiveView =>
  withModeration(view, ({ held }) => ({ held: held.filter(({ id }) => id !== danmakuId) }));

/** What the crew knows about comments beyond the audience, kept right; and what it does about them. */
export class ModerationDesk {
  readonly #session: LiveSession;

  constructor(session: LiveSession) {
    this.#session = session;
  }

  /** Follows the news until the answer is called. */
  follow(): () => void {
    const session = this.#session;
    const on = <N extends keyof ServerFacts>(
      name: N,
      apply: (view: LiveView, fact: Parameters<ServerFacts[N]>[0]) => LiveView,
    ) =>
      session.net.onFact(name, ((fact: Parameters<ServerFacts[N]>[0]) => {
        if ((fact as { sessionId: string }).sessionId === session.sessionId)
          session.update((view) => apply(view, fact));
      }) as ServerFacts[N]);
    const stops = [
      session.on('danmakuArrived', (items) => this.#heard(items)),
      on('danmaku:removed', (view, { danmakuId }) =>
        withoutHeld(withQuestion(view, danmakuId, null), danmakuId),
      ),
      on('danmaku:settled', (view, { danmakuId }) => withoutHeld(view, danmakuId)),
      on('danmaku:held', (view, { danmaku }) =>
        withModeration(view, ({ held }) => ({
          held: [...held.filter(({ id }) => id !== danmaku.id), danmaku],
        })),
      ),
      on('danmaku:flagged', (view, { danmakuId, flags }) =>
        withModeration(view, (moderation) => ({
          flags: Object.fromEntries(
            [...Object.entries(moderation.flags), [danmakuId, flags] as const].slice(-FLAGS_KEPT),
          ),
        })),
      ),
      on('hold:changed', (view, { hold }) => withModeration(view, () => ({ hold }))),
      on('mutes:changed', (view, { mutes }) => withModeration(view, () => ({ mutes }))),
      on('question:changed', (view, { danmakuId, question }) => withQuestion(view, danmakuId, question)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  #heard(items: readonly Danmaku[]): void {
    const asked = items.filter(({ question }) => question);
    if (asked.length === 0) return;
    this.#session.update((view) =>
      asked.reduce(
        (before, danmaku) => withQuestion(before, danmaku.id, { danmaku, answeredAfterMs: null }),
        view,
      ),
    );
  }

  async act<N extends Act>(name: N, input: Omit<RequestInput<N>, 'sessionId'>): Promise<Refusal | null> {
    const answer = await this.#session.ask(name, input);
    return answer.ok ? null : answer.error;
  }
}
