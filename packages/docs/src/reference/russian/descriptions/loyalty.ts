import type { Part } from "./part.ts";

/** Of the loyalty platform and its settings. */
export const loyalty: Part = {
  "Returns which of the project's operations go to an upstream.":
    "Возвращает операции проекта, которые передаются upstream-сервису.",
  "The method at the upstream.": "Метод у upstream-сервиса.",
  "The upstream's address.": "Адрес upstream-сервиса.",
  "The path at the upstream, with `{id}` where the id goes.":
    "Путь у upstream-сервиса, с `{id}` на месте идентификатора.",
  "To the response's head, then between its pieces.": "До заголовков ответа, затем между его частями.",
  "Of the request; all others stay here, `authorization` always does.":
    "Заголовки запроса; остальные не передаются, `authorization` — никогда.",
  "Where the operation goes.": "Куда передаётся операция.",
  "The upstream of each operation; those left out are served here.":
    "Upstream-сервис каждой операции; остальные выполняет сам сервис.",
  "Replaces the whole mapping; operations left out are served here. Only operators can.":
    "Заменяет всё сопоставление; операции, которых в нём нет, выполняет сам сервис. Доступно только операторам.",
  "Returns a project's acquiring settings. The password is never shown.":
    "Возвращает настройки эквайринга проекта. Пароль никогда не показывается.",
  "The bank's address.": "Адрес банка.",
  "As whom the bank is called.": "От чьего имени вызывается банк.",
  "Whether a password is set.": "Задан ли пароль.",
  "When they were last changed.": "Когда в последний раз изменены.",
  "Sets where and as whom the bank is asked about payments. An absent password stays as it is.":
    "Задаёт, по какому адресу и от чьего имени банк спрашивают о платежах. Отсутствующий пароль не меняется.",
  "What /getOrderStatusExtended.do is appended to.": "То, к чему добавляется /getOrderStatusExtended.do.",
  "Its password; the present one stays where absent.": "Пароль; если нет, остаётся нынешний.",
  "Removes a project's acquiring settings; payments can no longer be asked about.":
    "Удаляет настройки эквайринга проекта; узнать о платежах больше нельзя.",
  "Sets the level by an operator's decision; null leaves it to the user's sessions.":
    "Задаёт уровень решением оператора; null оставляет его сессиям пользователя.",
  "One of `/manage/v1/projects/{id}/users`, by its id.": "Идентификатор из `/manage/v1/projects/{id}/users`.",
  "0 none, 1 light, 2 regular, 3 strong, 4 refused; null leaves it to the user's sessions.":
    "0 — нет, 1 — упрощённый, 2 — обычный, 3 — усиленный, 4 — отказано; null оставляет уровень сессиям пользователя.",
  "Adds a user. Asks the hooks of `before_registration` and sends `after_registration`. The project can map it to an upstream.":
    "Добавляет пользователя. Опрашивает хуки `before_registration` и отправляет `after_registration`. Проект может сопоставить метод с upstream-сервисом.",
  "The caller's own key, unique in the project; the same creation sent again gives the same record.":
    "Собственный ключ вызывающего, уникальный в проекте; повтор того же создания даёт ту же запись.",
  "In international form; unique in the project.": "В международном виде; уникален в проекте.",
  "Unique in the project.": "Уникален в проекте.",
  "The middle name or patronymic.": "Второе имя или отчество.",
  "A day, as `YYYY-MM-DD`.": "День в виде `YYYY-MM-DD`.",
  "The number of the loyalty card; unique in the project.": "Номер карты лояльности; уникален в проекте.",
  "A verification session of this user: its success gives KYC level 2.":
    "Сессия проверки этого пользователя: её успех даёт уровень KYC 2.",
  "Of the loyalty card.": "Номер карты лояльности.",
  "When the user was added.": "Когда добавлен пользователь.",
  "The caller's own key, where one was given.": "Собственный ключ вызывающего, если передан.",
  "Counts the changes; see `version` of the change.": "Считает изменения; см. `version` в вызове изменения.",
  "The user as they now are.": "Пользователь в нынешнем виде.",
  "Remarks of the hooks that allowed the operation.": "Замечания хуков, которые разрешили операцию.",
  "Changes the given fields of a user; null clears one. Asks the hooks of `before_user_update`. The project can map it to an upstream.":
    "Меняет переданные поля пользователя; null очищает. Опрашивает хуки `before_user_update`. Проект может сопоставить метод с upstream-сервисом.",
  "The record.": "Запись.",
  "As it was read; another one is a conflict.": "Версия, которая прочитана; другая — конфликт.",
  "Returns one user.": "Возвращает одного пользователя.",
  "Erases a user together with what they bought and where it went. It can't be undone.":
    "Стирает пользователя вместе с тем, что он купил и куда это отправлено. Отменить это нельзя.",
  "The user was erased.": "Пользователь стёрт.",
  "Returns the project's users, newest first.": "Возвращает пользователей проекта, новых — первыми.",
  "Adds an order of a user. Asks the hooks of `before_order_add`. The project can map it to an upstream.":
    "Добавляет заказ пользователя. Опрашивает хуки `before_order_add`. Проект может сопоставить метод с upstream-сервисом.",
  "Id of the user who buys.": "Идентификатор пользователя, который покупает.",
  "The article's number.": "Артикул.",
  "The article's name.": "Название товара.",
  "How many of it.": "Количество.",
  "Of one, in the currency's minor unit.": "За единицу, в минимальных единицах валюты.",
  "The goods that are ordered.": "Заказанные товары.",
  "Three-letter currency code, ISO 4217.": "Трёхбуквенный код валюты, ISO 4217.",
  "What is taken off the sum, in the currency's minor unit.":
    "Что вычитается из суммы, в минимальных единицах валюты.",
  "Id of the delivery service; null for none.": "Идентификатор службы доставки; null, если её нет.",
  "What delivery costs, in the currency's minor unit.": "Стоимость доставки, в минимальных единицах валюты.",
  "Where the order goes.": "Куда отправляется заказ.",
  "The region, state or province.": "Область, штат или провинция.",
  "The city or place.": "Город или населённый пункт.",
  "The street with the number.": "Улица с номером дома.",
  "What the buyer remarked.": "Замечание покупателя.",
  "The id under which the bank has registered the order's payment.":
    "Идентификатор, под которым платёж заказа зарегистрирован в банке.",
  "Id of the order.": "Идентификатор заказа.",
  "Where an order stands.": "Состояние заказа.",
  "The order's status.": "Статус заказа.",
  "Currency of the order's sums, ISO 4217.": "Валюта сумм заказа, ISO 4217.",
  "Goods less discount, with delivery.": "Товары минус скидка плюс доставка.",
  "What is ordered; null once the buyer is erased.": "Что заказано; null, когда данные покупателя стёрты.",
  "Where the order goes; null once the buyer is erased.":
    "Куда отправляется заказ; null, когда данные покупателя стёрты.",
  "What the buyer remarked; null once the buyer is erased.":
    "Замечание покупателя; null, когда данные покупателя стёрты.",
  "The payment's id at the bank.": "Идентификатор платежа в банке.",
  "When the order was added.": "Когда добавлен заказ.",
  "The order as it now is.": "Заказ в нынешнем виде.",
  "Moves an order on to another status. Asks the hooks of `before_order_setstatus`. The project can map it to an upstream.":
    "Переводит заказ в другой статус. Опрашивает хуки `before_order_setstatus`. Проект может сопоставить метод с upstream-сервисом.",
  "The status to move it on to.": "Статус, в который его перевести.",
  "Changes the given fields of an order. Asks the hooks of `before_order_update`. The project can map it to an upstream.":
    "Меняет переданные поля заказа. Опрашивает хуки `before_order_update`. Проект может сопоставить метод с upstream-сервисом.",
  "Returns one order.": "Возвращает один заказ.",
  "Returns every status that an order can have, with its titles.":
    "Возвращает все статусы, которые может иметь заказ, с названиями.",
  "A status that an order can have.": "Статус, который может иметь заказ.",
  "Its title in Russian.": "Название на русском.",
  "Its title in English.": "Название на английском.",
  "Whether no other status follows.": "Не следует ли за ним других статусов.",
  "Every status, in the usual order.": "Все статусы, в обычном порядке.",
  "Returns the project's orders, newest first.": "Возвращает заказы проекта, новые — первыми.",
  "Only orders of this user.": "Только заказы этого пользователя.",
  "Adds a delivery service with its tariff.": "Добавляет службу доставки с её тарифом.",
  "The service's name.": "Имя службы.",
  "Price of any parcel, in minor units.": "Цена любой посылки, в минимальных единицах.",
  "For each kilogram begun.": "За каждый начатый килограмм.",
  "For each kilometre begun.": "За каждый начатый километр.",
  "What a delivery costs at least.": "Наименьшая стоимость доставки.",
  "An order's sum from which delivery is free.": "Сумма заказа, начиная с которой доставка бесплатна.",
  "How it prices a delivery.": "Как она рассчитывает цену.",
  "Grams; null: any weight.": "Граммы; null: любой вес.",
  "Whether it can be chosen.": "Можно ли её выбрать.",
  "The delivery service.": "Служба доставки.",
  "Currency of the prices, ISO 4217.": "Валюта цен, ISO 4217.",
  "When it was added.": "Когда добавлена.",
  "Changes the given fields of a delivery service; a tariff is replaced as a whole.":
    "Меняет переданные поля службы доставки; тариф заменяется целиком.",
  "Returns one delivery service.": "Возвращает одну службу доставки.",
  "Calculates what a delivery costs. Asks the hooks of `before_delivery_service_calculate`. The project can map it to an upstream.":
    "Рассчитывает стоимость доставки. Опрашивает хуки `before_delivery_service_calculate`. Проект может сопоставить метод с upstream-сервисом.",
  "Where the parcel goes.": "Куда отправляется посылка.",
  "Weight of the parcel, in grams.": "Вес посылки, в граммах.",
  "Metres; null: unknown.": "Метры; null: неизвестно.",
  "In the currency's minor unit.": "В минимальных единицах валюты.",
  "Id of the delivery service.": "Идентификатор службы доставки.",
  "What it costs, in the currency's minor unit.": "Сколько стоит, в минимальных единицах валюты.",
  "Currency of the price, ISO 4217.": "Валюта цены, ISO 4217.",
  "Part for any parcel, in minor units.": "Часть за любую посылку, в минимальных единицах.",
  "Part for the weight, in minor units.": "Часть за вес, в минимальных единицах.",
  "Part for the distance, in minor units.": "Часть за расстояние, в минимальных единицах.",
  "What the price is made of; null if it is a hook's fallback.":
    "Из чего складывается цена; null, если это запасная цена хука.",
  "Whether the order's sum makes delivery free.": "Делает ли сумма заказа доставку бесплатной.",
  "Whether the price is a hook's fallback instead of a calculated one.":
    "Запасная ли это цена хука, а не рассчитанная.",
  "The parts that the price is made of.": "Части, из которых складывается цена.",
  "Returns every delivery service of the project.": "Возвращает все службы доставки проекта.",
  "Every delivery service of the project.": "Все службы доставки проекта.",
  "Subscribes a user for a term. When it runs out, `on_subscription` is sent.":
    "Подписывает пользователя на срок. Когда он заканчивается, отправляется `on_subscription`.",
  "Id of the user who subscribes.": "Идентификатор пользователя, который подписывается.",
  "What is subscribed to.": "На что подписка.",
  "Unit of the term.": "Единица срока.",
  "How many units the term lasts.": "Сколько единиц длится срок.",
  "How long the subscription runs.": "Сколько длится подписка.",
  "When it begins; now by default.": "Когда начинается; по умолчанию сейчас.",
  "Id of the subscription.": "Идентификатор подписки.",
  "Id of the user who subscribed.": "Идентификатор подписавшегося пользователя.",
  "Expired once its end was reported by on_subscription.":
    "`expired`, когда об окончании сообщило on_subscription.",
  "When the term began.": "Когда начался срок.",
  "When its term runs out.": "Когда заканчивается срок.",
  "When `on_subscription` was recorded.": "Когда записано `on_subscription`.",
  "When it was cancelled.": "Когда отменена.",
  "The subscription as it now is.": "Подписка в нынешнем виде.",
  "Ends a subscription before its term. `on_subscription` is not sent.":
    "Завершает подписку досрочно. `on_subscription` не отправляется.",
  "Returns the project's subscriptions, newest first.": "Возвращает подписки проекта, новые — первыми.",
  "Only subscriptions of this user.": "Только подписки этого пользователя.",
  "Only subscriptions in this state.": "Только подписки в этом состоянии.",
  "Returns one subscription.": "Возвращает одну подписку.",
  "Registers a user by themselves. Asks the hooks of `before_user_new`. The project can map it to an upstream.":
    "Пользователь регистрируется сам. Опрашивает хуки `before_user_new`. Проект может сопоставить метод с upstream-сервисом.",
  "Adds an order of the acting user. Asks the hooks of `before_order_add`. The project can map it to an upstream.":
    "Добавляет заказ действующего пользователя. Опрашивает хуки `before_order_add`. Проект может сопоставить метод с upstream-сервисом.",
  "The acting user.": "Действующий пользователь.",
  "Changes the given fields of an order of the acting user. Asks the hooks of `before_order_update`. The project can map it to an upstream.":
    "Меняет переданные поля заказа действующего пользователя. Опрашивает хуки `before_order_update`. Проект может сопоставить метод с upstream-сервисом.",
  "Returns one order of the acting user.": "Возвращает один заказ действующего пользователя.",
  "Returns the acting user's orders, newest first.":
    "Возвращает заказы действующего пользователя, новые — первыми.",
  "Asks the acquiring bank about the payment of one of the acting user's orders. Once its whole sum is authorised, the order becomes paid, for which the hooks of `before_order_setstatus` are asked.":
    "Спрашивает банк-эквайер об оплате одного из заказов действующего пользователя. Когда авторизована вся сумма, заказ становится оплаченным; до этого опрашиваются хуки `before_order_setstatus`.",
  "One of the acting user's orders.": "Один из заказов действующего пользователя.",
  "The order after it.": "Заказ после этого.",
  "The bank's code; 2: the sum is fully authorised.": "Код банка; 2: сумма полностью авторизована.",
  "Of the bank's processing; 0: approved.": "Код обработки в банке; 0: одобрено.",
  "Of the bank's API; 0: none.": "Код API банка; 0: ошибки нет.",
  "The sum in the currency's minor unit.": "Сумма в минимальных единицах валюты.",
  "Currency of the payment, ISO 4217 numeric; null if unknown.":
    "Валюта платежа, цифровой код ISO 4217; null, если неизвестна.",
  "Whether the order's whole sum is authorised in its currency.":
    "Авторизована ли вся сумма заказа в его валюте.",
  "What the bank says.": "Что сообщил банк.",
};
