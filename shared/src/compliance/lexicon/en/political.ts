import type { LexiconPart } from '../../types.ts';

export const politicalEn: LexiconPart = {
  category: 'political-symbols',
  lang: 'en',
  exemptions: ['{no|do not|dont|never|must not|respect|salute|cannot|not allowed to use} ~14@'],
  groups: [
    {
      id: 'symbols',
      severity: 'block',
      law: 'ad-law',
      permittedBy: null,
      why: {
        zh: '国旗、国徽、国歌和领导人形象不得用于商业宣传。',
        en: 'Flag, emblem, anthem and leaders must not advertise anything.',
      },
      entries: [
        '{national flag|national emblem|national anthem|party flag|party emblem|military flag|army emblem|five star red flag} {design|print|pattern|shirt|t shirt|edition|logo|on the|packaging|sticker|style|bikini|case|mug|remix|ringtone|}',
        '{chairman|president|premier|prime minister|party secretary|head of state} {mao|xi|}{edition|portrait|approved|same style|loves|uses|drinks|wears|recommends|endorses|collection|t shirt|himself|design|favourite|favorite|personally}',
        '{national|state|party|chinese|our|world|top} {leader|leaders|president|chairman} ~10{drink|drinks|use|uses|eat|eats|wear|wears|choose|chooses|chose|love|loves|recommend|recommends|endorse|endorses|approved|serve|serves|swear|buys|buy}',
        '{flag|emblem|anthem} of {china|the prc|the party|the army} {design|print|on|shirt|edition|pattern|}',
        '{chairman mao|mao zedong|xi jinping} {shirt|portrait|mug|edition|poster|quotes|badge|}',
        '{taiwan independence|free tibet|free hong kong|independent taiwan|tibet independence|hong kong independence|xinjiang independence}',
        '{taiwan|hong kong|tibet|macau} is a {country|nation|separate country|separate nation|independent country|sovereign}',
        '{countries like|countries such as|foreign countries like} {taiwan|hong kong|macau}',
        '{nazi|swastika|hitler|rising sun flag|isis|ku klux klan|white power|heil} {design|print|shirt|flag|pattern|symbol|edition|helmet|badge|jacket|}',
        '{police|army|military|pla|soldier} {uniform|badge|insignia} {for sale|same style|genuine|real|sale|in stock|replica|authentic}',
        '{yuan note|banknote|bank note|real money|dollar bill|100 yuan} {print|design|pattern|wallet|tissue|printed|wrapping}',
        '{tiananmen|great hall of the people|zhongnanhai} {edition|backdrop|supply|special|banquet|reserve|liquor|}',
        '{down with|overthrow} {the|} {government|party|state|regime}',
        '{war memorial|massacre|earthquake|national mourning|memorial day} {sale|discount|promotion|deal|special}',
        '{all|those} {japanese|chinese|americans|muslims|jews|blacks|indians|koreans|africans|foreigners} are {thieves|dirty|terrorists|stupid|liars|inferior|lazy|animals|evil|cheats}',
        '{military|army|pla|navy|police|state|government|state banquet|special forces|zhongnanhai|party} {exclusive|special|only|internal|exclusively} {supply|supplied|edition|stock|supplies|boots|}',
        '{made|supplied|produced|reserved|brewed} {only|} for {the|} {army|military|pla|police|state leaders|government|officials|central committee}',
        '{portrait|face|picture|photo|quote|quotes} of {the|our|} {president|chairman|premier|leader} ~16',
        '{bikini|shirt|mug|cake|case|underwear|cap|towel|sticker|socks|bag} ~8{with|of|in|has} {the|our|a} {national flag|national emblem|party emblem|chinese flag|army badge|flag on}',
        '{straight|direct|directly} from the {army|military|pla|barracks}',
        '{tank top|t shirt|shirt|bikini|mug|hat|cap|socks|shorts|phone case|case|towel|rug|doormat} ~10{national flag|flag and|emblem|anthem|party badge}',
        '{leaders|our leaders|state leaders|top leaders|officials} ~6{serve|drink|eat|use|wear|order|served} ~10{state|banquet|every day|themselves|at home|too|it|this}',
        'state {banquet|banquets} {tea|liquor|wine|supply|supplies|dish|water}',
      ],
    },
  ],
};
