import type { LexiconPart } from '../../types.ts';

export const counterfeitEn: LexiconPart = {
  category: 'counterfeit-or-diversion',
  lang: 'en',
  exemptions: [
    '{replica|scale} {ship|car|plane|dinosaur|statue|sword|train|house|castle|rocket|model}',
    '{never|do not|dont|not allowed to|cannot|we will never|beware|report|avoid|not|fight|against|no one will|nobody will|must not|wont} ~16@',
    '@ ~14{is a scam|are scams|scam|fraud|is not allowed|not allowed|are banned|is banned|are illegal|is illegal|report}',
    '{if|anyone|whoever} ~20@',
  ],
  groups: [
    {
      id: 'counterfeit',
      severity: 'block',
      law: 'live-marketing',
      permittedBy: 'authorisation-letter',
      why: {
        zh: '高仿、复刻指向假冒或侵权商品，卖假货是红线。',
        en: 'Replicas and mirror copies are fakes, and selling them is a red line.',
      },
      entries: [
        '{replica|replicas|knockoff|knockoffs|knock off|knock offs|counterfeit|counterfeits|bootleg|dupe bag|fake designer|fakes}',
        '{aaa|super|mirror|top grade|high grade|perfect|triple a|1 to 1|1:1|grade a|high quality} {copy|copies|replica|quality bag|clone|clones|fake|fakes|dupe|reproduction}',
        '{same factory|same production line|same assembly line|factory leftovers|factory overrun|factory overruns|overrun stock|overruns} ~10{as|of|from|gucci|nike|lv|chanel|real|designer|brand|brands|}',
        '{unlabelled|unlabeled|label cut|label removed|logo removed|cut label|tags removed|tag cut} {designer|brand|branded|goods|stock|}',
        '{looks|look|feels|is|almost} {exactly|identical|just|} {like|to} the {real thing|original|genuine one|authentic|real one}',
        '{nobody|no one} {can tell|will know|will notice|can spot} {the difference|its fake|it is fake|its not real|}',
        '{perfect|flawless|exact|identical} {clone|clones|copy|copies|replica|reproduction} of {the|a|} ~16',
        '{smuggled|grey market|gray market|stolen|fell off a truck|no receipt|custom seized|no customs duty|tax free under the table|duty dodged|seized by customs} {goods|stock|phones|bags|watches|}',
        '{pirated|cracked} {software|copy|version|books|games|movies|course|courses}',
      ],
    },
    {
      id: 'diversion',
      severity: 'block',
      law: 'live-commerce',
      permittedBy: null,
      why: {
        zh: '平台外交易没有保障。请顾客点购物车下单，有问题找店铺客服。',
        en: 'A deal off the platform has no protection. Send people to the cart and to the shop’s service.',
      },
      entries: [
        '{add|message|text|contact|find|reach|dm|hit|ping|write|follow|get} {me|us|my|our|my assistant|the boss} {on|via|through|at|by|up on|over on|personally on|privately on|} {wechat|whatsapp|telegram|line|instagram|we chat|wx|vx|signal|facebook|snapchat|messenger|qq|my private number}',
        '{wechat|whatsapp|telegram|we chat} {id|number|me|is|group|code|qr|for a better|for a lower|for cheaper|for the}',
        'add {my|our|the|} {wechat|whatsapp|telegram|private|line|qq} {group|account|id|number|}',
        '{add|contact|message|text|find|reach|ping|dm} {my|our|me on|the|} {personal|private|own|other|second|secret|work|} {wechat|whatsapp|telegram|line|instagram|account|number|qq|signal}',
        '{cheaper|better price|lower price|discount|half price} {there|outside|offline|privately|on wechat|on whatsapp|off here|if you message|in private|via dm|in dm|in cash|for cash}',
        '{join|enter} {my|our|the} {private|secret|vip|telegram|whatsapp|wechat|off platform} {group|channel|chat}',
        '{pay|paying|paid|transfer|send|wire|venmo|paypal} {me|us|the money|money|it|cash|} {directly|privately|by bank transfer|outside|to my account|off the platform|under the table|to my personal|off platform|friends and family|via my|straight to}',
        '{off platform|off the platform|outside the platform|outside the app|off app|behind the platform|outside this app|offline deal|private deal|private transaction|under the table} {deal|price|payment|order|sale|discount|purchase|}',
        '{dm|pm|inbox|message|text|whisper} me {for|to get|and get|to buy|privately|if you want|your|and ill|to order|and pay|to pay} {the|a|cheaper|price|special|discount|better|secret|order|lower|details|payment|address|it|}',
        '{cancel|refund} {your|the} order {here|and|then} {and|} {buy|order|contact|pay|message|add|come|text}',
        '{scan|scan the|scan this|scan my} {qr|qr code|code} {to|and|for|on|in} {add|pay|join|my|get|the parcel|buy|wechat|order}',
        '{link|number|contact|wechat|phone number|whatsapp} {is|} {in|on} {my|the} {bio|profile|avatar|background|description|profile picture}',
        '{skip|avoid|bypass|dodge|go around|get around|without} {the|} {platform|platform fee|platform fees|official cart|cart|review system|moderation|censors|app}',
        '{buy|get|order|cheaper|search|find us|shop} {it|} {on|at|from} {my|our} {other|own|private|personal|secret} {shop|store|site|website|account|app|page}',
        '{leave|type|post|drop|send} {me|} {your|ur} {phone|phone number|number|mobile|wechat|whatsapp|email} {in|below|here|so|and|}',
      ],
      exemptions: ['follow us on {facebook|instagram}'],
    },
  ],
};
