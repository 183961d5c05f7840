// Requests that go wrong, and some that go right: status, kind of body, headers that clients rely on.
const self = '/signalk/v1/api/vessels/self';
const urn = '/signalk/v1/api/vessels/urn:mrn:imo:mmsi:230099999';

const requests = [
  ['GET', '/signalk'], ['GET', '/signalk/'], ['HEAD', '/signalk'],
  ['GET', '/signalk/v1'], ['GET', '/signalk/v1/'], ['GET', '/signalk/v2'],
  ['GET', '/signalk/v1/api'], ['GET', '/signalk/v1/api/'], ['HEAD', '/signalk/v1/api/'],
  ['GET', '/signalk/v1/api/self'], ['GET', '/signalk/v1/api/self/'], ['GET', '/signalk/v1/api/version'],
  ['GET', '/signalk/v1/api/sources'], ['GET', '/signalk/v1/api/sources/feed'], ['GET', '/signalk/v1/api/sources/nosuch'],
  ['GET', '/signalk/v1/api/vessels'], ['GET', '/signalk/v1/api/vessels/'], ['GET', self], ['GET', `${self}/`], ['GET', urn],
  ['GET', '/signalk/v1/api/vessels/urn:mrn:imo:mmsi:1'], ['GET', '/signalk/v1/api/vessels/nosuch'],
  ['GET', '/signalk/v1/api/aircraft'], ['GET', '/signalk/v1/api/atons'], ['GET', '/signalk/v1/api/sar'], ['GET', '/signalk/v1/api/nosuch'],
  ['GET', '/signalk/v1/api/resources'], ['GET', '/signalk/v1/api/resources/waypoints'],
  ['GET', `${self}/navigation`], ['GET', `${self}/navigation/`], ['GET', `${self}/navigation/position`], ['GET', `${self}/navigation/position/`],
  ['GET', `${self}/navigation.position`], ['GET', `${self}/navigation/position/value`], ['GET', `${self}/navigation/position/value/latitude`],
  ['GET', `${self}/navigation/position/timestamp`], ['GET', `${self}/navigation/position/$source`], ['GET', `${self}/navigation/position/values`],
  ['GET', `${self}/navigation/position/meta`], ['GET', `${self}/navigation/position/meta/description`],
  ['GET', `${self}/navigation/speedOverGround`], ['GET', `${self}/navigation/speedOverGround/value`], ['GET', `${self}/navigation/speedOverGround/meta`],
  ['GET', `${self}/navigation/speedOverGround/meta/units`], ['GET', `${self}/navigation/speedOverGround/meta/nosuch`],
  ['GET', `${self}/navigation/speedOverGround/value/nosuch`], ['GET', `${self}/navigation/speedOverGround/nosuch`],
  ['GET', `${self}/navigation/courseRhumbline/bearingTrackTrue/meta`], ['GET', `${self}/navigation/gnss/satellitesInView/meta/`],
  ['GET', `${self}/navigation/nosuch`], ['GET', `${self}/navigation/nosuch/meta`], ['GET', `${self}/nosuch`], ['GET', `${self}//navigation`],
  ['GET', `${self}/meta`], ['GET', `${self}/name`], ['GET', `${self}/mmsi`], ['GET', `${self}/uuid`], ['GET', `${self}/url`],
  ['GET', `${urn}/navigation/courseOverGroundTrue/meta`], ['GET', `${self}/navigation/headingTrue/meta`], ['GET', `${self}/navigation/datetime/value`],
  ['GET', `${self}/%`], ['GET', `${self}/navigation%2Fposition`], ['GET', `${self}/..%2f..%2fetc/passwd`],
  ['GET', '/signalk/v1/snapshot'], ['GET', '/signalk/v1/snapshot/'], ['GET', '/signalk/v1/snapshot/vessels/self'],
  ['GET', '/signalk/v1/snapshot/vessels/self?time=2026-01-01T00:00:00Z'], ['GET', '/signalk/v1/snapshot/vessels/self?time=soon'],
  ['GET', '/signalk/v1/requests/nosuch'], ['GET', '/signalk/v1/requests'], ['GET', '/signalk/v1/stream'],
  ['PUT', `${self}/steering/autopilot/target/headingTrue`, { value: 1.5 }], ['PUT', `${self}/navigation/speedOverGround`, { value: 1 }],
  ['PUT', `${self}/navigation/speedOverGround`, {}], ['PUT', `${self}/navigation/speedOverGround`, '{"value":'],
  ['PUT', `${self}/navigation/speedOverGround`, '5'], ['PUT', `${self}/navigation/speedOverGround`, '[]'], ['PUT', `${self}/navigation/speedOverGround`, undefined],
  ['PUT', `${self}/navigation/speedOverGround`, { value: null }], ['PUT', `${self}/navigation/speedOverGround`, { value: 1, source: 'nosuch' }],
  ['PUT', '/signalk/v1/api/vessels/nosuch/a/b', { value: 1 }], ['PUT', '/signalk/v1/api/', { value: 1 }], ['PUT', self, { value: 1 }],
  ['DELETE', `${self}/navigation/speedOverGround`], ['DELETE', self],
  ['POST', `${self}/navigation/speedOverGround`, { value: 1 }], ['PATCH', `${self}/navigation/speedOverGround`, { value: 1 }],
  ['POST', '/signalk/v1/api/', {}], ['POST', '/signalk', {}], ['PUT', '/signalk', {}],
  ['POST', '/signalk/v1/auth/login', { username: 'a', password: 'b' }], ['GET', '/signalk/v1/auth/login'], ['PUT', '/signalk/v1/auth/logout'],
  ['POST', '/signalk/v1/auth/validate', {}], ['GET', '/skServer/loginStatus'], ['GET', '/loginStatus'],
  ['POST', '/signalk/v1/access/requests', { clientId: 'a', description: 'b' }],
  ['GET', '/signalk/v1/applicationData/global/a/1.0'], ['POST', '/signalk/v1/applicationData/global/a/1.0', {}],
  ['GET', '/nosuch'], ['GET', '/nosuch/index.html'], ['OPTIONS', self],
];

export async function compareAnswers(report, peer, ours) {
  for (const [method, path, body] of requests) {
    const [p, o] = await Promise.all([peer, ours].map((s) => answer(s, method, path, body)));
    const subject = `${method} ${path}${body === undefined ? '' : ` ${typeof body === 'string' ? body : JSON.stringify(body)}`}`.replace(urn, '…/vessels/URN').replace(self, '…/self');
    for (const member of ['status', 'body', 'cors']) {
      report.count('answers');
      if (p[member] !== o[member]) report.add('answers', subject, member, p.of[member], o.of[member]);
    }
  }
}

async function answer(server, method, path, body) {
  const response = await fetch(server.url + path, {
    method,
    redirect: 'manual',
    headers: { origin: 'http://boat.example', ...(body !== undefined && { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  const answer = {
    status: response.status,
    body: kindOf(text),
    cors: response.headers.get('access-control-allow-origin'),
  };
  return { ...answer, of: { ...answer, status: `${response.status} ${text.slice(0, 120)}`, body: `${answer.body}: ${text.slice(0, 120)}` } };
}

// JSON answers by their members, so that an error object is not taken for a value.
function kindOf(text) {
  if (text === '') return 'empty';
  try {
    const value = JSON.parse(text);
    return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'object' ? `object of ${Object.keys(value).sort().slice(0, 8).join()}` : typeof value;
  } catch {
    return text.trimStart().startsWith('<') ? 'HTML' : 'text';
  }
}
