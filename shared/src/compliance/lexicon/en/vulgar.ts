import type { LexiconPart } from '../../types.ts';

export const vulgarEn: LexiconPart = {
  category: 'vulgar-or-abusive',
  lang: 'en',
  exemptions: [
    '{do not|dont|never|no|banned|stop|report} {say|type|use|post|write|call anyone|call people|} {words like|the word|} @',
  ],
  groups: [
    {
      id: 'abuse',
      severity: 'block',
      law: 'host-conduct',
      permittedBy: null,
      why: {
        zh: '辱骂和人身攻击是主播行为规范的禁止项。',
        en: 'Insults are banned for hosts. Answer with the facts and leave the rest to field control.',
      },
      entries: [
        '{fuck|fucking|fucked|fucker|motherfucker|motherfucking|fck|fcking|fuk|fuckin|fvck|phuck|wtf|stfu}',
        '{shit|shitty|bullshit|sh1t|sht|shithead|horseshit|shite}',
        '{bitch|bitches|b1tch|btch|bitchy|son of a bitch}',
        '{asshole|assholes|a55hole|\\@sshole|dumbass|jackass|kiss my ass|arsehole|smartass}',
        '{bastard|bastards|dickhead|dick|prick|cunt|wanker|twat|douchebag|cocksucker|piss off|bloody hell}',
        '{idiot|idiots|moron|morons|imbecile|stupid people|you stupid|youre stupid|you are stupid|dumb people|are you dumb|you dummy|retard|retarded|brainless|braindead|brain dead|dimwit|nitwit|dumb fools}',
        '{shut up|shut your mouth|shut the hell|go to hell|get lost|drop dead|screw you|go die|kill yourself|kys|damn you|get the hell out|piss off|buzz off}',
        '{loser|losers|scumbag|scum|trash people|human garbage|lowlife|worthless people|pathetic people|you pathetic|peasants|peasant|beggars|beggar|broke people|brokies|too poor|if youre poor|if you are poor|cheapskate|cheapskates}',
        '{shut|close|watch} your {ugly|stupid|dirty|damn|big|filthy|} {face|mouth|trap|hole|pie hole|gob}',
        '{stupid|ugly|dirty|filthy|pathetic|useless|worthless|disgusting|brainless|broke|cheap} {face|bitch|people|viewers|chat|trolls|liar|liars|pig|pigs|animals|cow|fool|fools|clown|clowns|losers|women|girls|guys|crowd|haters}',
        '{fat pig|fatty|fatso|ugly pig|ugly women|ugly girls|you ugly|fat cow|old hag|fat ass|fat girls|fat people|ugly people|fat and ugly|fat ugly}',
        '{whore|slut|sluts|hooker|skank|thot|hoe|gold digger|bimbo}',
        '{nigger|nigga|chink|chinks|faggot|fag|tranny|gook|spic|kike|jap|cripple|dyke|negro}',
        '{sexy nudes|nude|nudes|naked girls|show you my boobs|boobs|tits|blowjob|porn|porno|onlyfans|sex show|sex tape|orgasm|horny|strip for|strip show|hook up tonight|escort service|sugar daddy|escort|erotic show|masturbate|sext}',
        '{haters|the trolls|trolls} {can die|should die|go die|are idiots|are stupid|are losers}',
        '{i will|ill|im going to|we will|well} {kill|beat up|hurt|find|dox|expose|destroy} {you|him|her|that guy|that person|that hater}',
      ],
      exemptions: [
        '{dick} {whittington|smith|van}',
        '{cripple} creek',
        'moby dick',
        'nude {lipstick|shade|shades|colour|color|palette|tone|tones|pink|heels|nail|nails|tights|eyeshadow|beige|collection|lip|makeup}',
        '{a|in|the} nude {shade|colour|color|tone}',
        'blue tits',
        'garden hoe',
        'hoe {the|for garden}',
        'beggars belief',
        'troll dolls',
      ],
    },
  ],
};
