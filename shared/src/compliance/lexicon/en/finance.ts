import type { LexiconPart } from '../../types.ts';

export const financeEn: LexiconPart = {
  category: 'finance-promise',
  lang: 'en',
  exemptions: [
    '{beware|scam|warning|avoid|report|watch out} ~24@',
    '@ ~12{is a scam|are scams|scam|fraud|is fraud|is illegal|is a lie}',
    'risk free {trial|return|returns policy|exchange|refund|purchase}',
    '{try it|buy|shop|order|return it} risk free',
  ],
  groups: [
    {
      id: 'return',
      severity: 'block',
      law: 'ad-law',
      permittedBy: null,
      why: {
        zh: '保证收益、“零风险”是禁止的，讲投资还需要资质。直播间只卖货，不谈回报。',
        en: 'Promising returns or no risk is forbidden, and talking of investments needs a qualification. Sell goods, not gains.',
      },
      entries: [
        '{guaranteed|guarantee|guarantees|assured|promised|fixed} {a|} {returns|return|profit|profits|income|yield|earnings|gains|interest|roi|payout}',
        '{risk free|riskless|zero risk|no risk} {investment|return|returns|profit|income|money|earnings|opportunity|}',
        '{double|triple|multiply|10x|grow} {your|} {money|investment|income|savings|capital|cash}',
        '{make|earn|earning|making|bring in|pocket|cash in} {up to|over|easily|at least|} {\\$|¥|£|€|rmb|} # {dollars|yuan|a day|per day|a week|a month|per month|daily|weekly|monthly|an hour|from home|every day|every month|rmb|k a month|bucks}',
        '{earn|make|earning|making|collect|pull in|get paid} ~18{a day|per day|a week|a month|an hour|daily|every day|monthly|per week} {from|on|with|without|just|at|sitting} {your|the|home|couch|phone|sofa|bed|doing|work|lifting|nothing}',
        '{your|the} {money|cash|savings|capital|investment} {only|just|always|keeps|will|never stops|simply} {grow|grows|growing|double|doubles|triple|works for you|multiplies|multiply|goes up}',
        '{get rich|become rich|become a millionaire|make you rich|instant wealth|easy money|passive income|fast cash|quick cash|financial freedom|free money|money while you sleep|overnight millionaire}',
        '{cannot lose|cant lose|never lose|you wont lose|impossible to lose} {money|your money|}',
        '{capital|principal} {guaranteed|protected|protection|is safe|guarantee}',
        '{insider|inside} {tip|tips|information|info|trading tip}',
        '{hot|sure|guaranteed} {stock|stocks|crypto|coin|bet|bets} {tip|tips|pick|picks|win|}',
        '{invest|put in|deposit|pay in|send} ~16# {dollars|bucks|yuan|} ~~12{double|triple|get back|return|earn|make|turns into|becomes|profit}',
        '{bitcoin|crypto|forex|token|nft|usdt} {profit|profits|investment|signals|trading|doubler|to the moon|opportunity|giveaway}',
        '{only goes up|will only go up|will double in value|guaranteed to rise|always goes up in value|sure to appreciate|never loses value}',
        '{pyramid scheme|ponzi|recruit # people|recruit your friends and earn|downline|multi level marketing|join my team and earn}',
        '{#%|# percent} {annual|monthly|daily|yearly|weekly|guaranteed} {return|returns|yield|interest|profit|roi}',
        '{no|without|bad} {credit check|credit checks|credit score|credit} {loan|loans|needed|required|ok|no problem|}',
        '{instant|guaranteed|easy|student} {loan|loans|loan approval|credit approval|cash loan}',
        '{work from home|side hustle|be your own boss} ~16{earn|\\$|guaranteed|#|rich|make}',
        '{sure win|guaranteed win|lottery winner|winning numbers|casino bonus|sports betting|betting tips|jackpot guaranteed}',
        '{borrow|take a loan|use your credit card|go into debt|max out your} ~12{to buy|for this|now|if you have to|credit card}',
      ],
      exemptions: ['{no|zero} risk of {breaking|spilling|leaking|damage|scratches}'],
    },
  ],
};
