import type { Scene } from './compose-filters.ts';

/** Layouts that follow each other within this were only passed through. */
const MOMENT_S = 0.5;

/**
 * The scenes without those that were only passed through: of changes within one moment the last one counts. A
 * moment is longer where there would be more than `mostScenes`.
 */
export function steadyScenes(scenes: readonly Scene[], mostScenes: number): Scene[] {
  const [first, last] = [scenes[0], scenes.at(-1)];
  if (!first || !last) return [];
  const momentS = Math.max(MOMENT_S, (last.toS - first.fromS) / mostScenes);
  const momentOf = ({ fromS }: Scene) =>
    Math.min(mostScenes - 1, Math.floor((fromS - first.fromS) / momentS));
  const starts = scenes
    .filter((scene, index) => {
      const next = scenes[index + 1];
      return !next || momentOf(next) > momentOf(scene);
    })
    .filter(({ layout }, index, kept) => layout !== kept[index - 1]?.layout);
  return starts.map(({ layout, fromS }, index) => ({
    layout,
    fromS: index === 0 ? first.fromS : fromS,
    toS: starts[index + 1]?.fromS ?? last.toS,
  }));
}
