import type { LexiconPart } from '../../types.ts';

export const giftEn: LexiconPart = {
  category: 'gift-without-terms',
  lang: 'en',
  exemptions: [
    '@ ~16{one|two|three|four|five|1|2|3|4|5|6|10|a pack of #|a box of #|# ml|# g|ml|grams|worth see|until|with orders before}',
    '@ {shipping|delivery|returns|return|exchange|exchanges|postage|trial lesson|samples available in store|of charge|wifi|parking|installation}',
    '{no|not a|isnt a|never a|without} ~8@',
    '{birthday|christmas|wedding|housewarming|thank you|nice|lovely|great} @',
  ],
  groups: [
    {
      id: 'gift',
      severity: 'warn',
      law: 'ad-law-8',
      permittedBy: 'gift-terms',
      why: {
        zh: '赠品要说明品种、规格、数量、期限和方式。',
        en: 'A gift must state its kind, specification, quantity, period and way.',
      },
      entries: [
        'free {gift|gifts|present|presents|surprise|goodies|stuff|bonus|bonuses|iphone|mystery gift|prizes|samples for everyone|product|products}',
        'freebies',
        '{throw|throwing|toss|chuck|tossing} {in|you} ~16{freebies|extras|gifts|goodies|bonus|bonuses|something|presents|stuff|surprise|samples}',
        '{mystery|surprise|secret|amazing|huge|luxury|exclusive|big|special} {gift|gifts|bonus|prize|prizes|present|presents|goodies|giveaway|gift box|gift bag}',
        '{gift|gifts|bonus|present|surprise|prize|goodies} {with every|for everyone|for all|for every|with each|for each|waiting for you|with your|included with every} {order|purchase|buyer|viewer|customer|}',
        '{everyone|everybody|every buyer|every viewer|all viewers|all buyers|every order} {wins|gets a gift|gets a prize|gets something free|gets a present|gets a surprise|is a winner|wins a prize|gets a bonus|gets free|gets a free}',
        '{win|winning|you could win|chance to win} {a|an|the|free|} {iphone|car|cash|prize|prizes|trip|gold|big prize|ipad|jackpot|laptop|holiday|dyson|ps5|vacation}',
        '{buy one get|buy 1 get|order and get} {many|tons|lots|everything|a surprise|a gift|plenty|something|loads|a bunch|free gifts}',
        '{absolutely|totally|completely|100%} free',
        '{get|claim|grab|receive} {your|a|} free {gift|iphone|prize|bonus|product|surprise|goodies|present|sample now|money}',
        '{loads|tons|lots|plenty|a ton|heaps|bags} of {free|extra} {stuff|gifts|goodies|bonuses|things|presents|samples}',
        '{while|until} {gifts|the gifts|free gifts} last',
        { words: 'buy {one|1|two|2} get {one|1} {free|}', severity: 'notice' },
        '{mystery|secret|amazing|huge|big|tons of|bunch of|incredible|crazy|hidden|loads of|lots of|fabulous|special|unknown} ~4{gift|gifts|bonus|bonuses|surprise|surprises|goodies|prize|prizes|present|presents|freebies|extra|extras|giveaway|perks|something special|something nice}',
        '{gift|gifts|bonus|bonuses|surprise|surprises|goodies|prize|prizes|present|presents|freebies|extra|extras|giveaway|perks|something special|something nice} ~~24{too many|cant list|to list|wont tell|not telling|find out|see what|youll see|decide later|ill decide|when it arrives|guess|depends|whatever|random|if im in the mood|my mood|sometime|maybe|waiting for you}',
        '{throw in|toss in|sneak in|slip in|add in|stuff in} {something|some|a few|a little|a bunch|extra|more|lots|goodies}',
        '{give away|giving away|giveaway} ~10{phone|car|iphone|laptop|tv|ps5|trip|cash|prizes} ~~16{sometime|later|soon|maybe|one of you|lucky|at some point}',
        '{bunch|tons|lots|loads|heaps|pile} of ~10{free|goodies|gifts|extras|stuff for free}',
        '{slip|sneak|throw|put|tuck|drop|add} {in|you|} ~6{surprise|gift|something extra|treat|goodie|bonus|extra gift} ~8{in|into|inside|for}',
        '{gets|get|receives} {something|a little something|a surprise|surprises|a treat|goodies|something nice|something extra}',
        '{something|gift|gifts|prize|surprise} ~~8{no idea what|dont know what|not sure what}',
        '{goodies|gift|gifts|surprise|bonus|extras|freebies} ~~14{cant say|wont say|not saying|secret|hush|shh|inside}',
      ],
      exemptions: [
        '{gift|mystery} {box|bag|wrap|wrapping|card|set|ideas}$',
        'as a gift',
        '{birthday|christmas|wedding|perfect|nice|great|lovely|ideal|good|thoughtful} {gift|present}',
      ],
    },
  ],
};
