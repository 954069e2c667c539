import type { LexiconPart } from '../../types.ts';

export const healthFoodEn: LexiconPart = {
  category: 'health-food',
  lang: 'en',
  exemptions: ['{balanced diet|exercise|sleep|vaccination} ~20@'],
  groups: [
    {
      id: 'function',
      severity: 'block',
      law: 'ad-law-18',
      permittedBy: 'health-food-registration',
      why: {
        zh: '保健功能只有注册或备案的保健食品可以照批准原话说。普通食品只讲口味、原料和吃法。',
        en: 'Only a registered health food may name a health function, in the approved words. Of ordinary food tell taste, ingredients and how to eat it.',
      },
      entries: [
        '{boost|boosts|boosting|strengthen|strengthens|supercharge|supports|support|increase|increases|improve|improves|enhance|enhances|supercharges|build|builds} {your|the|your kids|childrens|} {immune system|immunity|immune|immune function|immune defence|immune defense|natural defences|natural defenses}',
        '{improves|improve|boosts|boost|sharpens|sharpen|enhances|enhance} {your|kids|childrens|brain|} {memory|brain|brain power|focus|concentration|intelligence|brain function|cognition}',
        '{improves|improve|promotes|promote|guarantees|fixes|ensures} {your|better|deep|restful|} sleep',
        '{slows|slow|delays|delay|stops|prevents} {down|} {aging|ageing}',
        '{lowers|reduces|cleans|clears|unclogs|cleanses} {your|bad|} {arteries|cholesterol|blood|blood vessels|liver|kidneys|lungs|colon}',
        '{protects|protect|strengthens|nourishes|repairs} {your|the} {liver|heart|kidneys|kidney|lungs|stomach|bones|joints|eyes|eyesight}',
        '{live longer|longevity|live to #|lifespan|never get sick|never be sick|keeps the doctor away|stay disease free|never fall ill}',
        '{superfood|health food|supplement|functional food|herbal tea|this tea|this honey} ~20{cures|heals|prevents|treats|fights|replaces}',
        '{fights|reduces|removes|ends|beats|relieves} {fatigue|tiredness|free radicals|constipation|bloating|anemia|anaemia|hangover|hangovers|stress}',
        '{better|healthier} than {breast milk|mothers milk|breastfeeding}',
        '{replaces|replace|as good as|equal to|closest to|identical to} {breast milk|mothers milk|breastfeeding|meals entirely|a balanced diet}',
        '{makes|make} {your|} {kids|children|baby|child|kid} {smarter|taller|grow taller|clever|healthier}',
        '{fat free forever|eat all you want|eat whatever you want|no diet needed|without dieting}',
        '{kids|child|children|son|daughter|baby|you|boys} ~6{grow|grows|grew|get|gets|shoot up} ~8{taller|centimetres|centimeters|cm|inches|smarter|sharper}',
        '{so|and} {you|they|he|she|your kids|kids|your family} {never|wont ever|will never|no longer} {catch|get|fall|suffer} {a|} {cold|colds|sick|ill|flu|disease}',
        '{speeds up|boosts|fires up|kickstarts|accelerates} {your|} {metabolism|digestion}',
        '{balances|fixes|heals|restores} {your|} {gut|hormones|gut flora|microbiome|ph|acidity}',
      ],
      exemptions: [
        'longevity {of the battery|noodles|of the fabric|peak}',
        '{battery|product|engine|led|lamp|tyre|machine} lifespan',
        'lifespan of {the|this|a}',
      ],
    },
  ],
};
