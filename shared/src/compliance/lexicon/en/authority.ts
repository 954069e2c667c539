import type { LexiconPart } from '../../types.ts';

export const authorityEn: LexiconPart = {
  category: 'authority-or-patent',
  lang: 'en',
  groups: [
    {
      id: 'state',
      severity: 'block',
      law: 'ad-law',
      permittedBy: null,
      why: {
        zh: '不得借国家机关、名人和重大活动的名义卖货。去掉背书，讲商品本身。',
        en: 'The state, its leaders and great occasions must not sell goods. Drop the name, speak of the product.',
      },
      entries: [
        '{government|state|ministry|president|presidential|royal|white house|united nations|nasa|military|army} {approved|recommended|endorsed|certified|choice|supplied|grade|use it|uses it|trusted|backed|secret}',
        '{approved|recommended|endorsed|certified|backed|used|trusted|loved|chosen} by {the government|the state|the president|presidents|the ministry|nasa|the fda|the army|the military|royalty|the royal family|the un|the who|the queen|government|cctv|state leaders|the pope|the united nations}',
        '{fda|who|nmpa|usda|epa} {approved|certified|recommended|registered|endorsed}',
        '{olympic|olympics|expo|world cup|united nations} {official|approved|grade|choice|certified|supplier|designated}',
        '{as seen on|featured on|recommended on} {tv|cctv|national tv|bbc|cnn|the news|oprah}',
        '{expert|experts|scientist|scientists|professor|professors|harvard|oxford|nobel|nobel prize|stanford|mit|cambridge|leading experts} {recommended|recommend|proven|approved|endorsed|developed|winning formula|formula|prove|winner|agree|say|says|backed|trust|swear by|confirm}',
        '{harvard|stanford|oxford|cambridge|mit|nobel|nasa|scientists|doctors|researchers|experts|professors|swiss|german|japanese} {scientists|researchers|professors|doctors|scientist|researcher|study|studies|experts|engineers|lab|team|} {have|has|} {proved|proven|prove|proves|confirmed|confirm|discovered|developed|invented|show|shows|swear|agree|recommend|approved|say}',
        '{nobel|nobel prize|harvard|nasa|oxford|stanford|mit|olympic|royal|presidential|military|white house} {winner|winners|laureate|laureates|prize winners|scientist|scientists|champion|champions|doctor|doctors|engineers|chef|palace} ~8{design|designed|made|created|developed|formula|use|uses|recommended|invented|loves|love|drink|drinks|swear|approved|endorse}',
        '{presidents|president|kings|queens|chairmans|prime ministers|emperors|pope} {favourite|favorite|choice|own|personal|preferred|secret} {liquor|wine|tea|brand|drink|perfume|recipe|cream|coffee|watch}',
        '{ministry|health ministry|government|state|president|fda|nasa|un|police|army|royal family|university|hospital|surgeon general|prime minister|health department|mayor|embassy} {itself|himself|herself|also|always|officially|strongly|even|} {recommends|recommend|recommended|approves|approve|approved|endorses|endorsed|uses|use|certified|backs|loves|drinks|chose|picked|ordered|buys|named}',
        '{scientifically|laboratory|science|lab} {proven|proved|confirmed|guaranteed|verified}',
        '{studies|research|science|tests|clinical trials|clinical studies} {prove|proves|proved|show|shows|confirm|confirms|have proven|have shown|has shown|guarantee}',
        '{celebrities|stars|hollywood stars|movie stars|supermodels|influencers|a listers} {use|love|swear by|trust|choose|secret|approved|wear|recommend}',
        '{celebrity|hollywood|supermodel} {approved|endorsed|recommended|secret|favourite|favorite}',
        '{pass|passing} guaranteed',
        '{guaranteed|guarantee} {to|you|you will|} {pass|admission|job|a job|a pass|top marks|top score|entry}',
      ],
      exemptions: ['{see|read|check|visit} ~20@'],
    },
    {
      id: 'patent',
      severity: 'warn',
      law: 'ad-law-12',
      permittedBy: 'patent-certificate',
      why: {
        zh: '说专利要写明专利号和种类，未授权的不得使用。',
        en: 'A patent is named with number and kind; one applied for or lapsed must not be used.',
      },
      entries: [
        '{filed|applied for|pending|hold|holds|got|own|owns|have filed|filing} {for|} {a|the|our own|several|many|#|} {patent|patents}',
        '{patented|patent pending|patent protected} {technology|formula|design|ingredient|material|process|system|invention|}',
        '{world|worldwide|international|national|global|exclusive|multiple|#|several} {patent|patents}',
        '{nano|quantum|space age|aerospace|military grade|space} {technology|tech|grade|material|energy}',
      ],
      exemptions: [
        '{no|not|isnt|never} patented',
        'patent {no|number|nr} ~6#',
        'patented ~20{patent no|patent number|zl}',
      ],
    },
  ],
};
