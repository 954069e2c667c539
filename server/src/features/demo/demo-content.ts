import type { EvidenceKind } from '@caipai/shared/domain/product-terms';
import type { Site } from '@caipai/shared/schemas/account';
import type { ProductContent } from '@caipai/shared/schemas/product';
import type { Segment } from '@caipai/shared/schemas/session';
import type { Silhouette } from './demo-files.ts';

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

export interface DemoProduct {
  content: Omit<ProductContent, 'claims'>;
  picture: Silhouette;
  papers: EvidenceKind[];
  /** What may be said on air, and the paper that proves it. */
  claims: { text: string; paper: EvidenceKind | null }[];
  stock: number;
}

/** No brand and no maker: goods that any class could bring along. The last one lacks its papers on purpose. */
export const demoProducts: readonly DemoProduct[] = [
  {
    content: {
      title: '316 不锈钢保温杯 480 ml · Steel travel mug',
      category: 'general',
      priceFen: 7_900,
      floorPriceFen: 5_900,
      sellingPoints: ['开水放 6 小时仍有 65 ℃', '杯盖可拆洗', '七天无理由退货'],
      specification: '480 ml，杯高 23 cm，重 280 g',
      origin: '浙江金华',
      shelfLife: '不适用',
      shipping: '48 小时内发货，满 59 元包邮',
      afterSales: '七天无理由退货，一年质保',
    },
    picture: 'mug',
    papers: ['qualityReport'],
    claims: [{ text: '开水放 6 小时仍有 65 ℃', paper: 'qualityReport' }],
    stock: 100,
  },
  {
    content: {
      title: '桂花蜜 250 g · Osmanthus honey',
      category: 'food',
      priceFen: 3_990,
      floorPriceFen: 2_990,
      sellingPoints: ['当季新蜜', '玻璃罐装，配木勺'],
      specification: '250 g / 罐',
      origin: '广西桂林',
      shelfLife: '18 个月，开封后冷藏',
      shipping: '72 小时内发货，破损包赔',
      afterSales: '未开封可退，破损拍照即赔',
    },
    picture: 'jar',
    papers: ['businessLicence', 'inspectionReport'],
    claims: [{ text: '抽检合格', paper: 'inspectionReport' }],
    stock: 40,
  },
  {
    content: {
      title: '护眼台灯 · Desk lamp',
      category: 'electronics',
      priceFen: 12_900,
      floorPriceFen: 9_900,
      sellingPoints: ['三档色温', '记住上次的亮度'],
      specification: '12 W，底座 18 cm',
      origin: '广东中山',
      shelfLife: '不适用',
      shipping: '48 小时内发货',
      afterSales: '七天无理由退货，两年质保',
    },
    picture: 'lamp',
    papers: ['cccCertificate'],
    claims: [{ text: '通过强制性产品认证', paper: 'cccCertificate' }],
    stock: 25,
  },
  {
    content: {
      title: '山茶花面霜 50 g · Camellia cream',
      category: 'cosmetics',
      priceFen: 8_800,
      floorPriceFen: 6_800,
      sellingPoints: ['质地轻薄'],
      specification: '50 g',
      origin: '',
      shelfLife: '三年',
      shipping: '48 小时内发货',
      afterSales: '',
    },
    picture: 'tub',
    papers: [],
    claims: [{ text: '温和不刺激', paper: null }],
    stock: 30,
  },
];

export function demoRundown(productId: string | null): Segment[] {
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
