/**
 * What the directory knows of a recipient, and the conditions of dynamic groups that ask for it.
 */
import { type Property, text, texts } from './property.ts';

const numbers = Array.from({ length: 15 }, (_, index) => index + 1);

const attributes = Object.fromEntries(
  numbers.map((number) => [`CustomAttribute${number}`, text('what the organization makes of it')]),
) as Readonly<Record<`CustomAttribute${number}`, Property>>;

/** Properties of every recipient that only filters look at. */
export const directoryProperties = {
  RecipientTypeDetails: text('UserMailbox, SharedMailbox, GroupMailbox, PublicFolder …'),
  FirstName: text('given name'),
  LastName: text('family name'),
  Title: text('job title'),
  Department: text('department'),
  Company: text('company'),
  Office: text('office'),
  City: text('city'),
  StateOrProvince: text('state or province'),
  CountryOrRegion: text('country or region'),
  ...attributes,
} as const;

/** The kinds of recipients that IncludedRecipients may name. */
export const includedWords = [
  'none',
  'allrecipients',
  'mailboxusers',
  'mailcontacts',
  'mailgroups',
  'mailusers',
  'resources',
] as const;

const conditional = [
  'Department',
  'Company',
  'StateOrProvince',
  ...numbers.map((number) => `CustomAttribute${number}`),
];
/** The ready-made conditions, with the property that each looks at. */
export const conditionalProperties: readonly (readonly [string, string])[] = conditional.map(
  (asked) => [`Conditional${asked}`, asked] as const,
);

/** How a dynamic group says whom it reaches. */
export const filterSettings: Readonly<Record<string, Property>> = {
  RecipientFilter: text('an OPATH filter over recipients'),
  IncludedRecipients: texts('kinds of recipients, for a ready-made filter'),
  ...Object.fromEntries(
    conditionalProperties.map(([name, asked]) => [name, texts(`${asked} is one of these`)]),
  ),
};
