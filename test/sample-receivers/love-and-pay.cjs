// Love&Pay: «KYC события», «Обработка KYC событий» and «Верификация подписи». Usage: node love-and-pay.cjs <port> <secret>
const crypto = require('node:crypto');
const express = require('express');

const [port, secret] = process.argv.slice(2);
const app = express();
app.use(express.json({ verify: (req, res, buf) => { req.rawBody = buf; } }));

const print = (what) => process.stdout.write(JSON.stringify(what) + '\n');
const db = { users: { update: async ({ where, data }) => print({ user: where.id, ...data }) } };
const sendEmail = async (to, template, values) => print({ mail: to, template, ...values });

function isSigned(req) {
  const signature = req.headers['x-webhook-signature'];
  const expected = 'sha256=' + crypto.createHmac('sha256', secret).update(req.rawBody).digest('hex');
  return signature !== undefined && signature.length === expected.length &&
    crypto.timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}

app.post('/webhooks/loveandpay', (req, res) => {
  // Верификация подписи (см. раздел Верификация подписи)
  if (!isSigned(req)) {
    print({ refused: req.headers['x-webhook-id'] });
    return res.status(401).json({ error: 'Invalid signature' });
  }

  const event = req.body;

  switch (event.type) {
    case 'kyc.completed':
      handleKycCompleted(event.data.session);
      break;
    case 'kyc.failed':
      handleKycFailed(event.data.session);
      break;
  }

  res.status(200).json({ received: true });
});

async function handleKycCompleted(session) {
  const userId = session.metadata.userId;

  // Обновляем статус пользователя в базе
  await db.users.update({
    where: { id: userId },
    data: {
      kycStatus: 'verified',
      kycLevel: session.level,
      kycVerifiedAt: session.completedAt,
      // Сохраняем верифицированные данные
      firstName: session.verifiedData.firstName,
      lastName: session.verifiedData.lastName,
      dateOfBirth: session.verifiedData.dateOfBirth
    }
  });

  // Отправляем уведомление пользователю
  await sendEmail(session.metadata.email, 'kyc-success', {
    firstName: session.verifiedData.firstName
  });
}

async function handleKycFailed(session) {
  const userId = session.metadata.userId;

  // Обновляем статус
  await db.users.update({
    where: { id: userId },
    data: {
      kycStatus: 'failed',
      kycFailureReason: session.failureReason
    }
  });

  // Уведомляем пользователя о необходимости повторной верификации
  await sendEmail(session.metadata.email, 'kyc-failed', {
    reason: session.failureDetails
  });
}

app.listen(Number(port), '127.0.0.1', () => print({ listening: true }));
