/**
 * What a retention tag does to an item that has reached its age.
 */
import { decisionList } from '../decision.ts';

export const retentionTag = decisionList(
  'retention-tag',
  {
    suspended: 'boolean', // RetentionHoldEnabled
    covers: 'boolean', // the tag is about the folder that the item lies in
    action: ['archive', 'delete', 'purge'],
    hasArchive: 'boolean',
  },
  [
    { cites: 'MB-120', when: { suspended: true }, verdict: 'nothing' },
    { cites: 'MB-121', when: { covers: false }, verdict: 'nothing' },
    { cites: 'MB-122', when: { action: 'archive', hasArchive: false }, verdict: 'nothing' },
    { cites: 'MB-123', when: { action: 'archive' }, verdict: 'archive' },
    { cites: 'MB-124', when: { action: 'delete' }, verdict: 'delete' },
    { cites: 'MB-125', verdict: 'purge' },
  ],
);
