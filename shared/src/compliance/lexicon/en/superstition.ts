import type { LexiconPart } from '../../types.ts';

export const superstitionEn: LexiconPart = {
  category: 'superstition',
  lang: 'en',
  exemptions: ['{no|does not|do not|doesnt|dont|superstition|not|myth|legend|traditionally|folklore} ~16@'],
  groups: [
    {
      id: 'fortune',
      severity: 'block',
      law: 'host-conduct',
      permittedBy: null,
      why: {
        zh: '说商品能转运、辟邪、招财是宣扬迷信。讲材质和工艺。',
        en: 'Goods that bring luck or ward off evil are superstition. Tell material and making.',
      },
      entries: [
        '{brings|bring|attracts|attract|brings you|bring you|gives you|invites|draws|draws in|guarantees} {you|in|your|} {good luck|luck|wealth|fortune|money|love|prosperity|riches|good fortune|abundance|success and wealth|lottery luck|a boyfriend|a husband}',
        '{wards off|ward off|repels|repel|banishes|drives away|drive away|keeps away|blocks|protects you from|protects against|cleanses|removes|absorbs} {all|your|} {evil|evil spirits|bad luck|negative energy|demons|ghosts|curses|bad energy|evil eye|bad karma|misfortune|bad vibes|hexes}',
        '{changes|change|improves|improve|boosts|boost|turns around|alter|reverse} {your|} {luck|fate|destiny|karma|fortune|feng shui|energy field|aura}',
        '{lucky charm|lucky charms|lucky bracelet|lucky amulet|amulet|talisman|talismans|lucky stone|good luck charm|money magnet|protection spell|magic spell|love spell|wealth spell|money spell} {that|which|guaranteed|works|for wealth|for love|for money|will|to|}',
        '{monk|monks|master|lama|priest|shaman|guru|temple|psychic|abbot|taoist|witch} {has|have|} {personally|} {blessed|blesses|consecrated|prayed over|charged|opened|chanted|enchanted|cleansed}',
        '{evil spirits|evil spirit|ghosts|demons|bad luck|evil|curses|bad spirits|misfortune|jinx} ~8{cant|cannot|will not|wont|stay away|run|flee|never|go away|leave} {touch|come near|enter|reach|harm|find|follow|}',
        '{blessed|consecrated|charged|energised|energized|prayed over|sanctified|opened} by {a|the|our|} {monk|monks|master|masters|shaman|priest|temple|lama|guru|feng shui master|witch|psychic}',
        '{healing|energy|chakra|wealth|protection|money|love} {crystal|crystals|bracelet|stone|stones|beads}',
        '{feng shui|fengshui} {master|bracelet|cure|says|item|charm|wealth|product|luck|approved|expert}',
        '{fortune telling|fortune teller|tarot reading|palm reading|psychic reading|horoscope says|your zodiac says|read your fortune|read your palm|tell your fortune|psychic|clairvoyant}',
        '{zodiac|horoscope|your sign|born in the year of|your birth year} ~16{must buy|must wear|needs this|lucky|should wear|need to wear|will be rich|bad luck|should buy}',
        '{heals|balances|unblocks|aligns|opens|clears} {your|the} {chakra|chakras|aura|third eye|energy|spirit|soul}',
        '{curse|cursed|bad luck|misfortune|disaster} {if you|will follow|unless|awaits|on those who} ~12',
        '{win the lottery|get pregnant|get promoted|find love|find a husband|get rich|become rich|pass every exam} {by wearing|if you wear|with this|after wearing|just by wearing|when you wear|once you wear}',
        '{wear|carry|hang|keep|place|put|buy|hold} {this|it|the|one|these} ~16{and|so} {money|luck|wealth|love|fortune|riches|good luck|success|customers|customers will|the lottery|evil} ~8{will|find|finds|follow|comes|come|flow|flows|stays|pour|knock|leaves}',
        '{charm|bracelet|amulet|crystal|stone|ring|pendant|talisman|necklace|candle|beads|oil|spell|statue|coin|string} ~10{makes|make|brings|bring|attracts|pulls|draws|helps|guarantees|gets|will bring|will make|wins|gives} ~16{ex|back|love|money|luck|husband|wife|boyfriend|girlfriend|rich|wealth|promotion|lottery|fortune|pregnant|exam|soulmate|job|success|health}',
        '{wear it|wear this|put it|carry it|keep it} {and|at home and|in your wallet and|on your desk and|in your bag and} {money|luck|wealth|you will get rich|love|good things|youll get rich|riches|fortune|youll be lucky}',
      ],
      exemptions: ['lucky {draw|winner|number plate}', 'change your {energy bill|energy supplier}'],
    },
  ],
};
