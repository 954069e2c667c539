import type { LexiconPart } from '../../types.ts';

export const disparagementEn: LexiconPart = {
  category: 'disparagement',
  lang: 'en',
  exemptions: [
    '{last|previous|old|older|earlier} {year|model|version|generation|edition|one}',
    'than our {old|previous|last|first|basic|standard|own|other} ~20',
  ],
  groups: [
    {
      id: 'compare',
      severity: 'block',
      law: 'ad-law-13',
      permittedBy: null,
      why: {
        zh: '广告不得贬低其他经营者的商品。只讲自己的参数，让顾客自己比。',
        en: 'An advertisement must not run down others’ goods. Give your own figures and let the customer compare.',
      },
      entries: [
        '{better|stronger|safer|cheaper|purer|faster|softer|more effective|superior} {than|to} {any|every|all|other|the other|the competition|competitors|our competitors|big brands|brand x|dyson|apple|nike|iphone|la mer|samsung|adidas|loreal|lancome|estee lauder|any other|those|the big brands|your current|what others|the rest|everyone else|other brands|chanel|amazon} {brand|brands|product|one|products|out there|shops|hosts|on the market|}',
        '{beats|beat|crushes|crush|destroys|outperforms|blows away|smashes|kills|puts to shame|wipes the floor with|humiliates|outclasses|smokes|leaves} {any|every|all|the competition|other|competitors|the others|our competitors|big brands|dyson|apple|nike|la mer|the big names|everyone else|other brands|the rest}',
        '{every|any|all the|all} {other|the other|rival|competing} {brand|brands|shop|seller|product|host|company|store|sellers|hosts|stores|companies|cream|products} ~16{poison|trash|garbage|fake|fakes|lying|lie|lies|scam|junk|toxic|rubbish|cheat|cheats|rip|crap|steals|useless|chemicals|overpriced}',
        '{their|that|the other|those} {shop|brand|cream|vacuum|product|phone|shoes|bag|bags|host|store|products|quality|stuff|version|company|tea|jacket|blender|streamer|seller|mattress|pan|serum|lipstick|charger|watch} {is|are|sells|falls|breaks|uses} ~10{trash|garbage|junk|crap|fake|scam|rubbish|toxic|poison|awful|terrible|apart|ripoff|rip off|cheap plastic|useless|a joke|disgusting|lies}',
        '{scam|garbage|trash|rip off|ripoff|crap|shady|fake|lying|rubbish} {brand|brands|company|seller|host|store|shop|competitor|competitors|streamer}',
        '{other|others|all other|all the other|every other|rival|those} {sellers|hosts|brands|shops|stores|streamers|companies|seller|host|brand|shop} ~10{crook|crooks|thief|thieves|liar|liars|cheat|cheats|scam|scams|scammer|scammers|fake|fakes|rob|robs|rip|trash|garbage|poison|junk|rubbish|awful|terrible|useless|steal|steals|lie|lies|lying}',
        '{designer|luxury|brand name|big brand|famous brand|imported|drugstore|competitor|expensive|department store|branded} {cream|creams|bags|shoes|brands|products|makeup|stuff|serums|phones|watches|clothes|perfume|skincare|labels} ~8{joke|chemicals|scam|trash|garbage|rip off|ripoff|junk|overpriced|lie|lies|poison|cheap|worthless|fake|toxic|robbery|waste}',
        '{that|the} {other|next door} {guy|girl|host|seller|channel|stream|woman|man|room|streamer|shop} ~10{fake|fakes|lie|lies|liar|scam|scams|cheat|cheats|trash|garbage|junk|rob|robs|crook|thief|rips|sells you}',
        '{buys|buy|buying|bought} from ~14{getting fakes|gets fakes|get scammed|is getting|will regret|gets cheated|ripped off|got scammed|is stupid|is an idiot}',
        '{other|others|all other|those other|every other|rival} {shops|shop|sellers|brands|hosts|stores|streamers|companies|products|people} ~24{garbage|trash|fakes|fake|junk|rubbish|scam|scams|poison|lies|lie|rip you|cheating|cheat|liars|crooks|thieves}',
        '{dont|never|do not|stop} {buy|buying|touch|trust} {theirs|from them|from him|from her|that brand|those brands|elsewhere|from anyone else|the competition}',
        '{their|his|her|that brands|the competitors|brand xs} ~10{exploded|broke|caught fire|melted|fell apart|smells|leaks|poisoned|ruined|burned|is fake|are fake|gave me a rash|is garbage|is trash}',
        '{trust|believe} {only|nobody but|no one but|just} {me|us}',
        '{other|all other|those other|the other|most other|their|competing|rival|big} {brands|brand|products|sellers|shops|hosts|stores|creams|companies|sellers out there|streamers|competitors} {are|is|sell|selling|use|will|only sell|just sell|just|cheat|lie|rip} {all|just|only|you|} {garbage|trash|fake|fakes|junk|rubbish|scam|scams|cheating|poison|toxic|rip off|a rip off|ripoff|lying|cheap|inferior|overpriced|liars|crap|useless|you off|bad|chemicals|cheat|to you|cheap chemicals|a scam|frauds|thieves}',
        '{dont|do not|never|stop} {buy|buying|trust|waste money on|waste your money on|fall for} {from|} {other|those|their|that other|any other|the|} {brands|sellers|shops|hosts|big brands|competitors|competition|brand|other brands|stores|streamers|overpriced brands}',
        '{everyone else|the competition|our competitors|competitors|our rivals|other hosts|the shop next door|big brands|luxury brands|the others} {is|are|just|only|all|sells|sell|will} {all|just|only|} {lying|cheating|selling fakes|a scam|scams|fake|overpriced|inferior|ripping you off|garbage|copying|copy us|jealous|trash|rubbish|junk|scammers|a rip off|fakes|rip you off|lie|rob you|robbing you|selling you rubbish}',
        '{makes|make} {dyson|apple|nike|la mer|other brands|the competition|the others|big brands|everything else} {look|seem|feel} {like|} {bad|cheap|like trash|junk|trash|a joke|rubbish|toys|a toy|garbage|silly}',
        '{dupe|knockoff} of {la mer|dyson|chanel|hermes|dior|gucci|prada}',
        '{unlike|not like} {other|those|all those|the other} {brands|sellers|fakes|hosts|cheap brands|shops|companies|scammers} {who|that|which|we|}',
        '{same as|as good as|just like|identical to|no different from} {la mer|dyson|chanel|gucci|hermes|dior|prada|lv|louis vuitton|rolex|sk ii|designer brands|luxury brands|the luxury brands}',
        '{nobody|no one} {should|needs to} {buy|use|pay for} {apple|dyson|nike|la mer|big brands|those brands}',
        '{dyson|nike|apple|adidas|samsung|target|walmart|amazon|la mer|chanel|gucci|starbucks|loreal|sony|ikea|zara|shein|temu|costco|lululemon|philips|bosch|estee lauder|lancome|levis|crocs|hermes|rolex|tide|dove|pantene} ~20{scam|junk|fall apart|falls apart|breaks|overpriced|garbage|trash|sucks|ripoff|rip off|lies|wishes|poison|toxic|fake|crap|is worse|cant compare|a joke|for the logo|rip you off|is dead|is finished|embarrassed}',
        '{dont|do not|never|stop} {buy|waste money|waste your money|shop|go|buying|shopping} ~6{dyson|nike|apple|adidas|samsung|target|walmart|amazon|la mer|chanel|gucci|starbucks|loreal|sony|ikea|zara|shein|temu|costco|lululemon|philips|bosch|estee lauder|lancome|levis|crocs|hermes|rolex|tide|dove|pantene}',
        '{competitors|competitor|the competition|their|his|her|next door|other host|other hosts|other streamers|that channel|those guys|shop next door|down the street|big stores|department stores|supermarkets|supermarket|ordinary|regular|cheap brands|other brands|other sellers|rival|rivals|drugstore|imported|most brands} ~24{liars|liar|scam|scams|scammer|toxic|poison|poisons|rot|rots|ruin|ruins|thief|thieves|garbage|trash|junk|knockoffs|crooks|crook|lies|steals|cheats|crap|expired|sucks|robbery|turn green|falls apart|fall apart|fakes|fraud|ruined}',
      ],
      exemptions: [
        'beat {eggs|the heat|the eggs|the cold|the queue|the other egg}',
        'faster than any other setting',
      ],
    },
  ],
};
