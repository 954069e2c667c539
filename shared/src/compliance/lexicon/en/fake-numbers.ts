import type { LexiconPart } from '../../types.ts';

export const fakeNumbersEn: LexiconPart = {
  category: 'fake-numbers',
  lang: 'en',
  exemptions: [
    '{nobody|no one|we never|we dont|we do not|not} ~10@',
    '{report|against|ban|banned|prohibited|forbidden|illegal|illegal to|do not|dont|never|not allowed to} ~12@',
    '@ ~10{is banned|are banned|is illegal|are illegal|not allowed|is prohibited|are prohibited|is fraud|is against}',
    '{as of|according to|source} ~30@',
  ],
  groups: [
    {
      id: 'made-up',
      severity: 'block',
      law: 'live-marketing',
      permittedBy: null,
      why: {
        zh: '虚构交易、粉丝、评价是直播营销红线。',
        en: 'Made-up trades, followers and reviews are a red line of live marketing.',
      },
      entries: [
        '{fake|bot|bought|purchased|paid|robot} {followers|viewers|reviews|likes|orders|comments|fans|accounts|traffic|engagement|views|ratings}',
        '{buy|bought|buying|paid for|purchased|rented|hired|faked|add|added} ~20{followers|fake viewers|fake fans|bots|bot viewers|fake comments|fake orders|reviews from|fake likes|fake accounts|view bots|subscribers}',
        '{fake|lets fake|faking} {some|the|our|a|up|more|} {hype|sales|orders|interest|reviews|numbers|viewers|stock|demand|comments|traffic|sold out|buzz}',
        '{even if|although|though} {you|they} {didnt|did not|havent|have not|never|dont|do not} {buy|bought|order|ordered|own|tried|used|used it|buy it|buy anything}',
        '{type|comment|spam|post|write} ~20{even if|bought it|already bought|sold out}',
        '{buy|buying|purchase|get me|order} {some|a few|more|#|} {followers|views|likes|fake reviews|reviews|subscribers|comments|viewers|five star reviews|bots|fake viewers|fans}',
        '{five star|5 star|positive|good|great} {review|reviews|rating|ratings} {and get|and we|for a|in exchange|for cash|for refund|gets you|earn|cashback|for money|and receive|will get|gets|for free|in return}',
        '{leave|write|post|give|giving} {us|me|} {a|} {good|five star|5 star|positive|nice|great} {review|rating} ~12{get|refund|cash|gift|free|coupon|receive|send you|pay|money|discount}',
        '{leave|give|write|post|drop} {us|me|} {a|} {five|5|good|great|positive} {stars|star review|star|review|reviews} ~~12{we send|we will send|we pay|get|ill send|i send|you get|receive|bucks|cash|refund|coupon}',
        '{cashback|cash back|refund|money|coupon|gift|discount} for {a|your|every|} {good|five star|5 star|positive|nice|great} {review|reviews|rating}',
        '{pay|pays|paying|paid|reward|rewards|cash} {you|} for {a|your|} {five star|5 star|good|great|positive|nice|} {review|reviews|rating|ratings|comments}',
        '{delete|remove|hide|deleting|hiding|removing|bury|block} {all|the|any|your|those|all the|} {bad|negative|one star|1 star|critical} {reviews|comments|feedback|ratings|review}',
        '{order and refund|place an order then refund|order then cancel|fake order|fake orders|brush orders|brushing orders|order brushing|inflate our numbers|boost our numbers|pump our numbers|inflate the numbers|inflate sales|fake the numbers|pad the numbers|pump up the sales|fake sales}',
        '{bots|fake accounts|shills|paid viewers|robots|clones|plants|my cousins|the staff|our staff|employees} ~8{join|joined|joining|comment|commenting|to make|in the room|watching|to fill|pretend|pretending|posing|to look}',
        '{use|hire|our|get|have} {bots|paid actors|shills|shill|fake accounts|click farm|click farms|a click farm|staff accounts|plants}',
      ],
    },
    {
      id: 'unproved-figure',
      severity: 'warn',
      law: 'ad-law-11',
      permittedBy: 'sales-record',
      why: {
        zh: '引用数字要真实，并说明出处和时间。',
        en: 'Quoted figures must be true, with source and date.',
      },
      entries: [
        '{over|more than|already|nearly} # {million|billion|thousand} {people|customers|users|sold|bottles|families|buyers|women|units|happy customers|fans|men|pieces|pairs|boxes|orders}',
        '{millions|billions|hundreds of thousands|tens of thousands} of {happy|satisfied|} {customers|users|women|people|families|buyers|fans|units sold|orders|men}',
        '{#%|# percent} of {our|all|the|} {customers|users|people|women|men|buyers|clients|patients|members|viewers|moms}',
        '{#%|# percent|nine out of ten|9 out of 10|nine in ten|9 in 10|99 out of 100} {of|} {our|} {customers|users|people|women|buyers|men|moms|mothers|doctors|dentists|experts|} {recommend|agree|buy again|come back|love|satisfied|say|would|are happy|repurchase|prefer|satisfaction|repurchase rate|positive|choose}',
        '{#|ten|millions of|a million|hundred} {million|thousand|billion|} {families|customers|users|women|people|moms|mothers|fans|households|men} {already|have|now|} {trust|trusted|use|chose|choose|love|bought|switched|agree|cannot be wrong|cant be wrong}',
        '{fill|flood|spam|stuff|pack} {the|our|up the|this} {chat|comments|comment section|room|screen} ~24{bought|so|newcomers|crowd|looks|sold|hype|reviews|busy}',
        '{so|make} {newcomers|new people|viewers|everyone|people|the platform|the algorithm|others|it|us} {see|sees|think|thinks|believe|believes|look|looks} ~10{crowd|busy|popular|selling|bought|buying|hot|sold out|crazy}',
        '{zero|no|not a single|not one} {complaints|returns|bad reviews|negative reviews|complaint|bad review|negative review|unhappy customer|unhappy customers}',
        '{one sold|sells one|sold} every {second|minute|# seconds|few seconds}',
        '{everyone|everybody|the whole world|the whole country|all of china} {is buying|is using|loves|uses|buys|owns|has bought|already bought|has one|already has}',
        '{sold|selling|sells} {like crazy|like hot cakes|millions|out worldwide|over # million}',
      ],
    },
  ],
};
