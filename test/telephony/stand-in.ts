// A telephone exchange for development: says what a day at a queue says, faster or slower, again and again.
// node test/telephony/stand-in.ts [port] [how many times faster]; docs/operating/telephony.md
import { setTimeout as pause } from 'node:timers/promises';
import { amiPeer } from './ami-peer.ts';
import { simulateDay } from './simulated-day.ts';

const port = Number(process.argv[2] ?? 5038);
const faster = Number(process.argv[3] ?? 1);
const peer = await amiPeer({ port });
console.log(
  `An exchange on 127.0.0.1:${peer.port}, any user, password «secreto»; agents PJSIP/101 to PJSIP/104`,
);

for (let day = 1; ; day += 1) {
  const began = Date.now();
  const { events } = simulateDay({ seed: day, from: 0 });
  for (const { at, event } of events) {
    const wait = began + at / faster - Date.now();
    if (wait > 0) await pause(wait);
    const { Uniqueid = '', Linkedid = '' } = event;
    // Each day has calls of its own.
    const own = (id: string) => `${day}${Math.floor(began / 1000)}-${id}`;
    const named = Object.fromEntries(
      Object.entries(event).map(([name, value]) => [
        name,
        /(Uniqueid|Linkedid)$/.test(name) ? own(value) : value,
      ]),
    );
    if (event['Event'] === 'Newchannel')
      peer.channels.set(own(Uniqueid), { ...named, Linkedid: own(Linkedid) });
    if (event['Event'] === 'Hangup') peer.channels.delete(own(Uniqueid));
    peer.say({ ...named, Timestamp: (Date.now() / 1000).toFixed(6) });
  }
}
