import type { LexiconPart } from '../../types.ts';
import { absoluteTerm } from './absolute-term.ts';
import { authority } from './authority.ts';
import { counterfeit } from './counterfeit.ts';
import { disparagement } from './disparagement.ts';
import { fakeNumbers } from './fake-numbers.ts';
import { finance } from './finance.ts';
import { gift } from './gift.ts';
import { healthFood } from './health-food.ts';
import { medical } from './medical.ts';
import { minors } from './minors.ts';
import { political } from './political.ts';
import { superlative } from './superlative.ts';
import { superstition } from './superstition.ts';
import { urgencyPrice } from './urgency-price.ts';
import { vulgar } from './vulgar.ts';

export const zhParts: readonly LexiconPart[] = [
  absoluteTerm,
  superlative,
  urgencyPrice,
  medical,
  healthFood,
  finance,
  authority,
  disparagement,
  gift,
  fakeNumbers,
  counterfeit,
  vulgar,
  minors,
  superstition,
  political,
];

/** Speaking about forbidden words is not using them. */
export const zhExemptions: readonly string[] = [
  '{不能|不要|不可以|不可|不得|不许|不准|别|勿|请勿|禁止|严禁|不允许|避免|杜绝|禁用|切勿|不应|不应该|不会|不敢|从不|绝不|不去|不再|不会去|不好|没有|没|我不|咱不|我们不}{再|直接|随便|对外|擅自|随意|用来|轻易|这么|这样|出现|敢|跟大家|跟你|给大家|向大家|}{说|讲|写|宣传|宣称|承诺|声称|吹|标|标注|打|提|喊|念|保证|夸大|自称|号称|许诺|标榜|吹嘘|使用|夸|暗示}~10@',
  '!{是|有没|能|会|可|要|有|好}{不|不会|不能|不可|不可以|不具|不具有|不具备|不承诺|不保证|不宣称|不宣传|不是|并不是|并非|不算|不属于|没有|没|无法|不敢说|不敢保证|不等于|不代表|不涉及|不存在|未必|不一定|不支持|不提供|不做|不搞|不参与|拒绝|不可能|绝不|从不|不夸大|不应|别指望|别想着|不要指望|不要期待|并没有|没什么|谈不上|称不上|不适用于|不用于|不作为|不追求|不谈|不吹|不说|不讲|不要|不用|不必|不需要}{直接|真正|真的|用来|用于|用作|当|当作|当成|作为|代替|替代|取代|被|有|具有|具备|什么|任何|所谓的|所谓|说|是|叫|算|到|做到|可能|能|能够|会|可以|给您|给你|给大家|向您|保证|承诺|宣传|宣称|夸大|加|帮你|帮您|使用|进行|从事|参与|带|出现|称为|追求|起到|达到|拿来|靠|}{直接|真正|用来|用于|作为|代替|替代|取代|有|具有|什么|任何|所谓的|的|会|能|}@',
  '{违禁词|极限词|敏感词|违规词|绝对化用语|禁用词|绝对化词|广告法|违禁语|红线词|绝对化}~~14@',
  '{请勿|不要|别|勿|千万别|切勿|不能|不可|不|绝不}{轻易|随便|再|去|}{相信|信|听信|轻信|迷信|被|盲信|上当|追求}{任何|什么|网上|所谓的|所谓|那些|别人|}~10@',
  '@~8{的|之类的|这种|这类|这样的}{宣传|说法|承诺|话术|广告|鬼话|谣言|言论}{都|全|}{是|不要|别|不可|不能|要|请|属于}{骗|假|信|相信|谣言|警惕|虚假|违法|违规|不可信}',
  '@~6{都是骗人|都是骗子|是骗人|是骗子|都是假|全是骗|全是假|纯属骗|不可信|都别信|都是谣言|是谣言|都是忽悠}',
  '@~8{违禁词|极限词|敏感词|违规词|绝对化用语|禁用词|绝对化的词|绝对化词|这类词|这种词|这样的词|等词|这个词|这些词|等字眼|这种字眼|这类字眼|这样的字眼|这类话|这种话|这类用语|这类说法|这类宣传|这类表述|不能说|不能写|不能用|不能讲|不让说|不许说|不可以说|会被罚|会被封|违反广告法|属于违规|是违规|是违法|是虚假宣传|属于虚假宣传|属于违法}',
  '{看到|听到|遇到|凡是|碰到|有人|谁|哪个|谁敢|哪家|如果|要是|只要|那些}~6{说|宣称|声称|承诺|自称|号称|打着|标榜|保证|推销|叫你|让你|喊}~8@~~12{别信|不要信|别相信|不要相信|骗|千万别|小心|警惕|不可信|当心|假的|要谨慎|多留个心|别买|别理|举报|不靠谱|智商税|都不要|没这么说|没说过|没这样说|不认|不承认|我们没|我可没|不敢这么说|要打个问号|得打个问号|问号}',
  '{什么叫|什么是|何为|为什么不能说|为什么不让说|为什么不能用}~4@',
];
