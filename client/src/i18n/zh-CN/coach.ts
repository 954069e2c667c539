export default {
  'page.title': '导师台',
} as const;
