// AbleID: «Получение данных (Webhooks)». One static URL for each kind of data, as in the project's configuration.
// Usage: node able-id.cjs <port> <projectId> <secret>
const crypto = require('node:crypto');
const express = require('express');

const [port, projectId, secret] = process.argv.slice(2);
const app = express();
app.use(express.json({ limit: '10mb' }));

const print = (what) => process.stdout.write(JSON.stringify(what) + '\n');
const sha1 = (text) => crypto.createHash('sha1').update(text).digest('hex').toUpperCase();

// data.hash: SHA1(SHA1(projectId + secret) + attemptId)
function checked(req, res, next) {
  const { statusCode, type, message, data } = req.body;
  if (data.hash !== sha1(sha1(projectId + secret) + data.attemptId)) {
    print({ refused: data.attemptId });
    return res.sendStatus(403);
  }
  print({ url: req.path, statusCode, type, message, lang: data.lang });
  next();
}

// PERSON_WEBHOOK_URL: get_passport sends the passport, get_person the person and the registration
app.post('/person', checked, (req, res) => {
  const { data } = req.body.data;
  const { surname, name, lastName, document, sex, passportGivePlace, passportGivePlaceId,
    passportDateBegin, passportDateEnd, passportType } = data.person ?? data;
  print({ surname, name, lastName, document, sex, passportGivePlace, passportGivePlaceId,
    passportDateBegin, passportDateEnd, passportType });
  if (data.person) {
    const { pinfl, birthDate, liveStatus } = data.person;
    const { address, cadastre, registrationDate } = data.registration.permanentRegistration;
    print({ pinfl, birthDate, liveStatus, address, cadastre, registrationDate,
      temporaryRegistrations: data.registration.temporaryRegistrations });
  }
  res.sendStatus(200);
});

// REGISTRATION_WEBHOOK_URL
app.post('/registration', checked, (req, res) => {
  const { address, cadastre, country, countryId, region, district, maxala, street } = req.body.data.data;
  print({ address, cadastre, country, countryId, region, district, maxala, street });
  res.sendStatus(200);
});

// PHOTO_WEBHOOK_URL: photo is Base64
app.post('/photo', checked, (req, res) => {
  const { photo, crc, transactionId } = req.body.data.data;
  const bytes = Buffer.from(photo, 'base64');
  print({ transactionId, bytes: bytes.length, intact: sha1(bytes) === crc });
  res.sendStatus(200);
});

// FOREIGN_WEBHOOK_URL
app.post('/foreign', checked, (req, res) => {
  const { document, reg_date, citizenship, full_name, birth_date } = req.body.data.data.person;
  print({ document, reg_date, citizenship, full_name, birth_date });
  res.sendStatus(200);
});

app.listen(Number(port), '127.0.0.1', () => print({ listening: true }));
