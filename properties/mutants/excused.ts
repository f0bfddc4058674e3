/**
 * Mutants that nobody can notice, each with the reason: what they answer differently means the
 * same.
 *
 * `unasked.ts` holds the other kind, which answers only questions that no run asks.
 *
 * Never: an excuse for a mutant that somebody notices; the test refuses it.
 */

/** [default, replaced] why nobody can notice it. */
export const excusedDefaults: Readonly<Record<string, string>> = {
  'AcceptedDomain.Default: false -> true':
    'it says which domain new addresses get; nothing here makes an address, and no rule reads it',
  'RemoteDomain.AllowedOOFType: External -> ExternalLegacy':
    'the second adds replies that are neither internal nor external; every text here is one of both',
};

/** [mutant in one line] why it is equivalent to the model. */
export const excused: Readonly<Record<string, string>> = {
  'retention RC-049 (row 9): dropped':
    'the rows below say "gone" as well (no hold, no single item recovery), and the copy machine cites the rule',
  'moderation MD-001 (row 0): after the next row':
    'what was approved and is no longer moderated passes either way; the change that ended it cites the rule',
  'forwardingAttribute MB-001 (row 3): verdict of another row':
    'an attribute that is not set names nobody, so mail stays whichever attribute is asked',
};
