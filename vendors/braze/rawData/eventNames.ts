/** Braze's own events, which are not custom events (Braze document, "Appboy Event Names"). */
const OWN_EVENTS: readonly string[] = [
  '$session_started',
  '$session_ended',
  '$iap',
  '$push_opened',
  '$ios_push_foreground',
  '$in_app_message_impression',
  '$in_app_message_clicked',
  '$slideup_impression',
  '$slideup_clicked',
  '$campaign_received',
  '$canvas_entry',
  '$canvas_step_received',
  '$card_clicked',
  '$card_impression',
  '$email_opened',
  '$email_clicked',
  '$email_unsubscribed',
  '$email_bounced',
  '$first_used_app',
  '$campaign_converted',
  '$canvas_converted',
  '$news_feed_viewed',
  '$attribution_data_received',
  '$uninstalled',
];

/** The same list for the form's help. */
export const ownEvents = OWN_EVENTS.join(', ');

/** Warnings about names that resemble Braze's own but are not: no events would be found under them. */
export const nameDoubts = (label: string, names: readonly string[] = []): readonly string[] =>
  names.flatMap((name, i) =>
    name.startsWith('$') && !OWN_EVENTS.includes(name)
      ? [
          `'${label}' (event_names[${i}]) is '${name}', which is not one of Braze's own events, so the export will contain nothing for it. They are ${ownEvents}.`,
        ]
      : [],
  );
