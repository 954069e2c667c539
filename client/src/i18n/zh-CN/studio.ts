export default {
  'page.title': '演播间',
} as const;
