import { expect, test } from '@jest/globals';
import { cronProblem } from '../../../subgraphs/backup/services/cron-expression.ts';

test.each([
  ['0 2 * * *', 'every night at two'],
  ['0 3 * * 0', 'Sundays at three'],
  ['0 3 * * 7', 'Sundays, by the other number'],
  ['0 4 1 * *', 'the first of each month'],
  ['*/15 8-18 * * MON-FRI', 'every quarter of an hour while the lab works'],
  ['5,35 0-23/2 1,15 jan,JUL *', 'lists, steps of a range, names in any case'],
  ['59 23 31 12 6', 'the last values of all fields'],
  ['0  2\t* * *', 'aligned by hand'],
  ['0 0 29 2 *', 'leap days'],
  ['0 0 31 2,3 *', 'a day that only one of the months has'],
  ['0 0 31 2 MON', 'either a day of the month or one of the week'],
])('%s is a schedule: %s', (expression) => {
  expect(cronProblem(expression)).toBeNull();
});

test.each([
  ['0 0 2 * * *', 'must have five fields', 'seconds'],
  ['0 2 * *', 'it has 4', 'a field forgotten'],
  ['@daily', 'it has 1', 'a nickname'],
  ['60 2 * * *', 'minute "60" outside 0-59', 'minute'],
  ['0 24 * * *', 'hour "24" outside 0-23', 'hour'],
  ['0 2 0 * *', 'day of the month "0" outside 1-31', 'day zero'],
  ['0 2 32 * *', 'day of the month "32" outside 1-31', 'day'],
  ['0 2 * 13 *', 'month "13" outside 1-12', 'month'],
  ['0 2 * * 8', 'day of the week "8" outside 0-7', 'weekday'],
  ['0 2 * MON *', 'month "MON" outside', 'a weekday in place of a month'],
  ['FEB 2 * * *', 'minute "FEB" outside', 'a name where there are none'],
  ['0 2 * * FOO', 'day of the week "FOO" outside', 'an unknown name'],
  ['0 2 * * MONDAY', 'day of the week "MONDAY", which is no value', 'a long name'],
  ['0 2 * * FRI-MON', 'runs backwards', 'a range over the end of the week'],
  ['30-10 2 * * *', 'runs backwards', 'a range from high to low'],
  ['*/0 * * * *', 'minute "*/0" outside', 'a step of nothing'],
  ['*/60 * * * *', 'minute "*/60" outside', 'a step past the end'],
  ['5/10 * * * *', 'write the range, such as 5-59/10', 'a step on a single value'],
  ['0 2 L * *', 'day of the month "L", which is no value', 'last day'],
  ['0 2 ? * *', 'day of the month "?", which is no value', 'no particular day'],
  ['0 2 * * 5#2', 'day of the week "5#2", which is no value', 'the second Friday'],
  ['1, 2 * * *', 'minute "", which is no value', 'an unfinished list'],
  ['-5 2 * * *', 'minute "-5", which is no value', 'a negative number'],
  ['1.5 2 * * *', 'minute "1.5", which is no value', 'a fraction'],
  ['007 2 * * *', 'minute "007", which is no value', 'leading zeros'],
  ['0 0 31 2,4,6,9,11 *', 'never comes', 'a day that none of the months has'],
  ['0 0 30 FEB *', 'never comes', 'the thirtieth of February'],
])('%s is refused: %s (%s)', (expression, problem) => {
  expect(cronProblem(expression)).toContain(problem);
});
