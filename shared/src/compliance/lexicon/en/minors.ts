import type { LexiconPart } from '../../types.ts';

export const minorsEn: LexiconPart = {
  category: 'minors',
  lang: 'en',
  exemptions: [
    '{not for|never for|no sale to|do not sell to|not sold to|dont let|do not let|not suitable for|keep away from|keep out of reach of|not allowed for|must not|cannot|should not|may not|cant|protect|prohibited for} ~14@',
    '@ ~12{not allowed|must not|should not|are not|cannot|may not|need a guardian|need a parent|with a parent|with your parent|with a guardian|ask a parent|ask your parents first|must ask|prohibited|supervision|with permission|consent}',
  ],
  groups: [
    {
      id: 'minors',
      severity: 'block',
      law: 'live-marketing',
      permittedBy: null,
      why: {
        zh: '不得诱导未成年人下单、打赏或使用父母的付款方式。',
        en: 'Never talk children into buying, gifting or using a parent’s means of payment.',
      },
      entries: [
        '{kids|children|teens|teenagers|students|minors|boys and girls|kiddos|little ones} {can|you can|should|go ahead and|hurry and|come and|just|too can} {also|too|} {buy|order|tip|send gifts|pay|gift|top up|purchase}',
        '{kids|children|teens|teenagers|students} ~4{ask|tell|beg|make|bug|pester|nag|get} {your|} {mom|mum|dad|parents|mommy|daddy|mummy|grandma|mother|father} {to|for|until}',
        '{ask|beg|tell|nag|pester|make|get} {your|} {mom|mum|mummy|mommy|dad|daddy|parents|grandma|grandpa} {to buy|to pay|for money|for the card|for their card|for her phone|to order|buy|until|for the money}',
        '{use|take|grab|borrow|steal|with} {your|} {moms|mums|dads|parents|mothers|fathers|mom and dads} {phone|card|credit card|money|wallet|account|password|paypal}',
        '{pocket money|lunch money|allowance|birthday money|piggy bank} {is enough|can buy|now|on this|to buy|to tip|here|into|for this|for gifts|will do}',
        '{under 18|under 16|underage|under 14|12 year olds|13 year olds|14 year olds|15 year olds|10 year olds} {welcome|can buy|ok|okay|allowed|no problem|can order|can join|hosts|streamers|too|are fine|can work|can host|can sell}',
        '{kids|children|teens|students|minors|teenagers|school kids} {love|can|enjoy|can also|will love} {this|these|our|to|} {vape|vapes|e cigarette|e cigarettes|cigarettes|alcohol|beer|wine|vaping|smoke|smoking|drink alcohol}',
        '{vape|vapes|e cigarette|beer|wine|cocktail|cigarettes|vodka|lottery tickets} {for|loved by|popular with} {kids|teens|students|teenagers|minors|school|children|high school}',
        '{ask|beg|get|tell|call|grab} {grandma|grandpa|granny|mommy|daddy|mom|mum|dad|your folks|the babysitter} ~10{credit card|card|money|pay|phone|buy|cash|wallet|password}',
        '{teens|kids|students|teenagers|minors|high schoolers|schoolkids|children} ~12{vape|vapes|cigarette|cigarettes|beer|wine|alcohol|vodka|vaping|nicotine|lottery|gambling|betting|smokes}',
        '{cute|flavoured|flavored|fruity|candy|bubblegum|cotton candy} {vape|vapes|e cigarette|nicotine} ',
        '{tell|ask|beg|remind} your {parents|mom|mum|dad|mommy|daddy|folks} {you|that you|it is|its} ~16{need|want|must|cry|deserve|have to|homework|school}',
        '{six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|6|7|8|9|10|11|12|13|14|15} year old{s|} ~20{sell|sells|selling|host|hosts|hosting|stream|streams|recommends|promotes|promote|influencer|work for us}',
        '{six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|6|7|8|9|10|11|12|13|14|15} year old {daughter|son|kid|girl|boy|child|} ~20{sell|sells|selling|host|hosts|hosting|stream|streams|recommends|promotes|promote}',
        '{kids|children|teens|boys|girls|students|kiddos|little ones|youngsters|you} ~8{can|could|just|should} ~4{use|take|grab|borrow|tap|swipe} ~6{mommys|mummys|moms|mums|daddys|dads|parents|grandmas|grandpas|mothers|fathers} {card|phone|money|account|wallet|credit card|paypal|password|purse}',
        '{dont tell|without telling|secret from|hide it from|behind the back of} {your|} {mom|mum|parents|dad|mommy|teacher|mother}',
        '{other kids|kids at school|your classmates|all your friends|the other children} {have|will laugh|all have|already have|will make fun|laugh at|will tease}',
        '{your|} {child|kid|kids|baby} {will|would|is going to} {fall behind|be left behind|be bullied|fail|be laughed at|hate you}',
        '{good|real|loving|caring|responsible} {parents|mothers|moms|mums|fathers|dads} {buy|would buy|buy this|dont hesitate|always buy|never hesitate}',
        '{sexy|hot} {schoolgirl|schoolgirls|teen|teens|teen girls|lolita|little girl}',
        '{child|kid|baby} {influencer|streamer|host} {sells|selling|live now|promotes|hosting}',
      ],
    },
  ],
};
