import type { Site } from '@caipai/shared/schemas/account';
import type { Product, Segment } from '@caipai/shared/schemas/session';

// The demo speaks both languages at once, since nobody has chosen one yet. Its people are named by
// their job: they stand for nobody.

export const demoCohortName = '示范班 · Demo class';
export const demoSessionTitle = '保温杯首播彩排 · First run: travel mug';

export const demoPersonas: readonly Site['demoPersonas'][number][] = [
  { key: 'instructor', name: '导师 Instructor', job: 'instructor' },
  { key: 'anchor', name: '主播 Anchor', job: 'anchor' },
  { key: 'peer-1', name: '同学甲 Peer A', job: 'peer' },
  { key: 'peer-2', name: '同学乙 Peer B', job: 'peer' },
];

export const demoProduct: Omit<Product, 'id'> = {
  title: '316 不锈钢保温杯 480 ml · Steel travel mug',
  priceFen: 7_900,
  sellingPoints: ['开水放 6 小时仍有 65 ℃', '杯盖可拆洗', '七天无理由退货'],
};

export function demoRundown(productId: string): Segment[] {
  return [
    {
      id: 'opening',
      kind: 'opening',
      title: '开场问好 Opening',
      targetSeconds: 60,
      productId: null,
      script: '大家晚上好，欢迎来到直播间！今天只讲一只杯子，讲透它。',
    },
    {
      id: 'mug',
      kind: 'product',
      title: '保温杯讲解 The mug',
      targetSeconds: 180,
      productId,
      script: '先看材质：内胆是 316 不锈钢。再看保温：开水灌进去，六小时后量一量，还有六十五度。',
    },
    {
      id: 'questions',
      kind: 'interaction',
      title: '互动答疑 Questions',
      targetSeconds: 90,
      productId: null,
      script: '想问什么都打在公屏上，我一个一个回答。',
    },
    {
      id: 'closing',
      kind: 'closing',
      title: '促单收尾 Closing',
      targetSeconds: 60,
      productId,
      script: '需要的朋友可以下单了，七天内不合适可以退。谢谢大家，我们下次见。',
    },
  ];
}
