/**
 * The small good scenario that the tests of the parser damage, one part at a time.
 *
 * For tests alone: nothing of the product imports it.
 */

/** A small good scenario with parts replaced; each part may hold several lines. */
export function scenarioText(parts: Readonly<Record<string, string>> = {}): string {
  const tenant = `tenant:
  AcceptedDomain: [ { DomainName: contoso.com } ]
  Mailbox:
    - { PrimarySmtpAddress: ana@contoso.com, EmailAddresses: [ smtp:a@contoso.com ] }
    - { PrimarySmtpAddress: ben@contoso.com }
`;
  const timeline = `timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: [ ben@contoso.com, kim@fabrikam.com ] } }
  - { at: 10m, recall: { id: r1, message: m1 } }
`;
  const { tail = '', ...rest } = { version: 'version: 1\n', tenant, timeline, ...parts };
  return Object.values(rest).join('') + tail;
}

/** The timeline of the small scenario with a third entry, which stands in line 10. */
export const entry = (text: string): string => scenarioText({ tail: `  - ${text}\n` });
