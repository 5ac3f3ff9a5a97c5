import { singular } from '../../../nodes/shared/singular';

describe('one entry of a list', () => {
  it.each([
    ['Tags', 'Tag'],
    ['External IDs', 'External ID'],
    ['Email Addresses', 'Email Address'],
    ['User Aliases', 'User Alias'],
    ['Canvases', 'Canvas'],
    ['Boxes', 'Box'],
    ['Categories', 'Category'],
    ['Business Units', 'Business Unit'],
    ['Fields to Export', 'Field to Export'],
    ['Days of the Month', 'Day of the Month'],
    ['Attributes or Properties', 'Attribute or Property'],
    ['custom attributes or properties to export', 'custom attribute or property to export'],
    ['Status', 'Status'],
    ['Rich Content', 'Rich Content'],
  ])('of %s is called %s', (label, called) => expect(singular(label)).toBe(called));
});
