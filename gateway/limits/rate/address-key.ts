import { isIPv6 } from 'node:net';

const GROUPS = 8;
const NETWORK_GROUPS = 4;

/** Under which an address is counted: itself, or the network of an IPv6 address, for whoever has one has 2^64. */
export function addressKey(address: string): string {
  const [bare = address] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined || !isIPv6(bare)) {
    return mapped ?? address;
  }
  const [head = '', tail] = bare.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, GROUPS - groups.length - last.length) }, () => '0');
  return [...groups, ...(tail === undefined ? [] : zeros), ...last].slice(0, NETWORK_GROUPS).join(':');
}
