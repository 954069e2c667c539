const askingMark = /[?？¿]\s*[\p{P}\p{S}\s]*$/u;
const askingEnd =
  /(吗|呢|么|嘛|不|没有?|啥|谁|哪里|哪儿|几[个件只条款天号码折]?)[呀啊哈呐啦]?[\p{P}\p{S}\s]*$/u;
const askingWord =
  /吗|怎么|怎样|咋|多少|多大|多重|多长|多久|多高|几[个件只条款天号码折斤米点]|什么|为什么|为啥|是不是|有没有|能不能|可不可以|可以.{0,8}吗|好不好|会不会|要不要|哪[个种款家里儿些一]|谁(?:能|是|用|买)|求(?:问|链接)|请问/u;
const statement = /^(?:没什么|不怎么|怎么都|什么都|没多少|多少都|这么|那么|好不|要不然|不)[^?？]*$/u;
const notAsking = /(?:这么|那么|什么的|怎么样都|要么|多么)[\p{P}\p{S}\s]*$/u;
const englishStart =
  /^(?:hi|hey|hello|ok|so|and|but|please)?[\s,，]*(?:what|how|which|who|whose|where|when|why|is (?:it|this|that|there)|are (?:they|these|those|there|you)|do (?:you|they|i|we)|does|did|can|could|would|will|should|may i|any(?:one|body)?)\b/iu;

/**
 * Guesses whether a comment asks something, from how people write questions in a live room. A guess only: whoever
 * moderates corrects it.
 */
export function looksLikeQuestion(text: string): boolean {
  const said = text.normalize('NFKC').trim();
  if (askingMark.test(said)) return true;
  if (statement.test(said) || notAsking.test(said)) return false;
  return askingEnd.test(said) || askingWord.test(said) || englishStart.test(said);
}
