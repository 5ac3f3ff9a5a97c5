import type { Field, Problem } from '../../../engine';

/** "Campaign Name too short (must be >= 5 chars)". */
export const SHORTEST = 5;

/** MoEngage Push API, "Body", campaignName. */
export const campaignName = {
  type: 'text',
  label: 'Campaign Name',
  description: `Name of the campaign, at least ${SHORTEST} characters. All Users and Custom Segment need a new name each time; pushes to users with the same name form one campaign, and the first push determines everything except the texts`,
  required: true,
  placeholder: 'order-shipped-2026-05',
  todo: `Enter a name of at least ${SHORTEST} characters.`,
} as const satisfies Field;

/** The name exactly as signed and sent: the signature covers every character. */
export const nameOf = (input: { readonly campaignName: string }): string => input.campaignName.trim();

export const nameProblems = (input: { readonly campaignName: string }): readonly Problem[] => {
  const { length } = nameOf(input);
  return length >= SHORTEST
    ? []
    : [
        {
          field: 'campaignName',
          message: `'${campaignName.label}' (campaignName) has ${length} characters; at least ${SHORTEST} are required.`,
          todo: campaignName.todo,
        },
      ];
};
