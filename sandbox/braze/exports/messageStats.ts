import { share } from './figures';

/** The statistics of a message in the series of its campaign, by channel; today's pages have more channels, and more of each. */
export function messageStats(channel: string, sent: number, appboy: boolean): Record<string, number> {
  const part = (of: number): number => share(sent, of);
  switch (channel) {
    case 'email':
      return {
        sent,
        opens: part(0.4),
        ...(!appboy && { machine_open: part(0.1), machine_amp_open: 0 }),
        unique_opens: part(0.3),
        clicks: part(0.12),
        unique_clicks: part(0.08),
        unsubscribes: part(0.01),
        [appboy ? 'bounces_including_dropped' : 'bounces']: part(0.03),
        delivered: sent - part(0.03),
        reported_spam: part(0.002),
      };
    case 'in_app_message':
      return { sent, impressions: part(0.7), opens: part(0.2) };
    case 'trigger_in_app_message':
      return { impressions: part(0.7), clicks: part(0.2), first_button_clicks: part(0.1), second_button_clicks: part(0.05) };
    case 'webhook':
      return { sent, errors: part(0.01) };
    case 'sms':
      return {
        sent,
        sent_to_carrier: part(0.99),
        delivered: part(0.97),
        rejected: part(0.01),
        delivery_failed: part(0.02),
        clicks: part(0.1),
        opt_out: part(0.01),
        help: part(0.005),
      };
    case 'whats_app':
      return { sent, delivered: part(0.98), failed: part(0.02), read: part(0.6) };
    case 'content_cards':
      return {
        sent,
        total_clicks: part(0.2),
        total_dismissals: part(0.1),
        total_impressions: part(0.8),
        unique_clicks: part(0.15),
        unique_dismissals: part(0.08),
        unique_impressions: part(0.6),
      };
    default: // "All push message types will have the same statistics"
      return { sent, direct_opens: part(0.06), total_opens: part(0.11), bounces: part(0.02), ...(!appboy && { body_clicks: part(0.05) }) };
  }
}
