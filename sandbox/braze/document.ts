/** The figures of the app as a whole, one path each. */
const KPIS = ['mau', 'dau', 'new_users', 'uninstalls'].map((kpi) => `/kpi/${kpi}/data_series`);

/** All endpoints of the document from when the vendor was called Appboy, in its order. */
const PATHS: ReadonlySet<string> = new Set([
  '/users/track',
  '/users/delete',
  '/push_notification/remove',
  '/messages/send',
  '/campaigns/trigger/send',
  '/messages/schedule/create',
  '/campaigns/trigger/schedule/create',
  '/messages/schedule/update',
  '/campaigns/trigger/schedule/update',
  '/messages/schedule/delete',
  '/campaigns/trigger/schedule/delete',
  '/email/unsubscribes',
  '/email/status',
  '/email/bounce/remove',
  '/email/spam/remove',
  '/users/export/ids',
  '/users/export/segment',
  '/segments/list',
  '/segments/data_series',
  '/segments/details',
  '/campaigns/list',
  '/campaigns/data_series',
  '/campaigns/details',
  '/feed/list',
  '/feed/data_series',
  '/feed/details',
  ...KPIS,
  '/sessions/data_series',
  '/events/list',
  '/events/data_series',
  '/purchases/product_list',
  '/purchases/revenue_series',
  '/purchases/quantity_series',
  '/raw_data/export',
]);

/** Whether the document describes an endpoint; an account of its version has no other. */
export const isInDocument = (path: string): boolean => PATHS.has(path);
