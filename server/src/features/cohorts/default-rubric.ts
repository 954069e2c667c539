import type { Criterion, RubricContent } from '@caipai/shared/schemas/rubric';

const levels: Criterion['levels'] = [
  { label: '待加强 Weak', share: 0.25 },
  { label: '及格 Fair', share: 0.6 },
  { label: '良好 Good', share: 0.8 },
  { label: '出色 Strong', share: 1 },
];

/**
 * What a new cohort starts with, so that its members can rehearse at once; its instructors may add their own.
 * People, goods, place and flow with the weights of a common class sheet: 20, 30, 10 and 40.
 */
export const defaultRubric: RubricContent = {
  title: '直播带货课堂评分表 · Class score sheet',
  criteria: [
    {
      id: 'people',
      title: '人：状态与感染力 Presence',
      hint: '形象得体，精神饱满，眼神看镜头。',
      weight: 20,
      levels,
    },
    {
      id: 'goods',
      title: '货：讲解与演示 Product',
      hint: '卖点讲清，演示到位，说法有依据。',
      weight: 30,
      levels,
    },
    { id: 'place', title: '场：画面与声音 Scene', hint: '光线、构图、收音。', weight: 10, levels },
    {
      id: 'flow',
      title: '流程：开场到促单 Flow',
      hint: '开场、互动、答疑、促单、收尾。',
      weight: 40,
      levels,
    },
  ],
};
