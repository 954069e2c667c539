/** What anchors say all day, put together from a seed. */
const ordinary = [
  '欢迎新进来的朋友，先点个关注不迷路',
  '这件外套有三个颜色，米白、雾蓝和焦糖',
  '身高一米六、体重一百斤的姐妹拍M码就可以',
  '面料是棉和聚酯纤维混纺的，水洗标上写得很清楚',
  '我给大家转一圈看看背后的版型',
  '第一次下单的朋友看一下左上角的优惠券',
  '运费险都有的，七天之内不喜欢可以退',
  '最近天气转凉，早晚加一件刚刚好',
  '这款锅用之前先用小火烧热，再放一点油',
  '净含量是五百克，一袋里面有二十小包',
  '产地在云南，今年三月份采的春茶',
  '有朋友问能不能放洗碗机，可以的，温度别超过七十度',
  '发货时间是付款以后四十八小时之内',
  '大家有问题打在公屏上，我一个一个回答',
  '后台小哥看一下库存，灰色还有多少件',
  '最后一件L码刚刚被拍走了，等会儿看看能不能补',
  '我自己穿的是均码，袖子稍微长一点点',
  '这个按钮按三秒就开机了，灯变成绿色就是好了',
  '口感偏清淡，喜欢重口味的朋友可以多放一勺酱',
  '包装换了新的，里面的东西和上次是一样的',
  '刚才有人问保质期，十二个月，生产日期在瓶底',
  '今天一共有十六个产品，现在讲的是第五个',
];
const english = [
  'Welcome back, tonight we look at three rain jackets.',
  'The zip is on the left, and the pockets are deep enough for a phone.',
  'Wash it at thirty degrees and hang it up to dry.',
  'Somebody asked about the size, I am wearing a medium.',
  'We ship within two days after the order is paid.',
];
const claims = [
  '这是全国最好的一款，没有之一',
  '全网最低价，错过今天再等一年',
  '喝了以后血糖就降下来了',
  '加我微信私下转账更便宜',
  '七天瘦十斤，不反弹',
  'It cures back pain in three days, guaranteed.',
  '国家级的工艺，销量第一',
];

export function seededSpeech(of: { scripts: number; characters: number; seed: number }): string[] {
  const random = generator(of.seed);
  const oneOf = (sentences: readonly string[]) => sentences[Math.floor(random() * sentences.length)] ?? '';
  const sentence = () => {
    if (random() < 1 / 30) return oneOf(claims);
    return random() < 0.1 ? ` ${oneOf(english)} ` : oneOf(ordinary);
  };
  return Array.from({ length: of.scripts }, () => {
    let script = '';
    while (script.length < of.characters) script += `${sentence()}${random() < 0.5 ? '，' : '。'}`;
    return script;
  });
}

/** Mulberry32: the same numbers everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
