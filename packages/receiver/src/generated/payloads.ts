// Made of the event catalog by `npm run generate -w packages/receiver`; a test compares.
import type { JsonValue } from "../json.ts";

/** What an event of each type carries. */
export interface EventPayloads {
  /** Check outcome: A session ended: the person passed the check, did not, or did not finish it. Carries no personal data. */
  "check.outcome": {
    /** How it ended; `expired`: the applicant left or ran out of time, so that nothing was decided. */
    outcome: "success" | "failure" | "expired";
    lang: "ru" | "en" | "uz" | "oz";
    /** the project's static success or error URL */
    redirect: string | null;
    /** the session's id */
    attemptId: string;
    hash: string;
    /** the integrator's own id of the session */
    transactionId: string;
  };
  /** Passport data: A resident's passport data after a successful session. */
  "check.passport": {
    /** the session's id */
    attemptId: string;
    hash: string;
    lang: "ru" | "en" | "uz" | "oz";
    data: {
      /** the session's id */
      attemptId: string;
      /** The family name. */
      surname: string;
      /** The given name. */
      name: string;
      /** The family name. */
      lastName: string;
      /** The document's number. */
      document: string;
      /** 1 male, 2 female */
      sex: number;
      /** Who issued the passport. */
      passportGivePlace: string;
      /** Who issued the passport, by the registry's code. */
      passportGivePlaceId: number;
      /** From when the passport is valid. */
      passportDateBegin: string;
      /** Until when the passport is valid. */
      passportDateEnd: string;
      /** The kind of document. */
      passportType:
        | "IDMS_RECV_IP_DOCUMENTS"
        | "IDMS_RECV_CITIZ_DOCUMENTS"
        | "IDMS_RECV_LBG_DOCUMENTS"
        | "IDMS_RECV_MVD_IDCARD_CITIZEN"
        | "IDMS_RECV_MVD_IDCARD_FOREIGN"
        | "IDMS_RECV_MVD_IDCARD_LBG"
        | "IDMS_RECV_MVD_IDCARD_NEWBORN"
        | "IDMS_RECV_MJ_BIRTH_CERTS"
        | null;
    };
  };
  /** Full person data: A resident's full record and registrations after a successful session. */
  "check.person": {
    /** the session's id */
    attemptId: string;
    hash: string;
    lang: "ru" | "en" | "uz" | "oz";
    data: {
      /** The person's data. */
      person: {
        /** the session's id */
        attemptId: string;
        /** The PINFL: 14 digits. */
        pinfl: string;
        /** The family name. */
        surname: string;
        /** The given name. */
        name: string;
        /** The family name. */
        lastName: string;
        /** The document's number. */
        document: string;
        /** 1 male, 2 female */
        sex: number;
        /** Who issued the passport. */
        passportGivePlace: string;
        /** Who issued the passport, by the registry's code. */
        passportGivePlaceId: string;
        /** From when the passport is valid. */
        passportDateBegin: string;
        /** Until when the passport is valid. */
        passportDateEnd: string;
        /** The kind of document. */
        passportType:
          | "IDMS_RECV_IP_DOCUMENTS"
          | "IDMS_RECV_CITIZ_DOCUMENTS"
          | "IDMS_RECV_LBG_DOCUMENTS"
          | "IDMS_RECV_MVD_IDCARD_CITIZEN"
          | "IDMS_RECV_MVD_IDCARD_FOREIGN"
          | "IDMS_RECV_MVD_IDCARD_LBG"
          | "IDMS_RECV_MVD_IDCARD_NEWBORN"
          | "IDMS_RECV_MJ_BIRTH_CERTS"
          | null;
        /** The kind of document, in words. */
        passportTypeTitle: string | null;
        /** The kind of document, by the registry's code. */
        passportTypeId: string | null;
        /** The kind of document, by the central bank's code. */
        passportTypeCbuId: string | null;
        /** The date of birth. */
        birthDate: string;
        /** The place of birth. */
        birthPlace: string | null;
        /** The place of birth, by the registry's code. */
        birthPlaceId: string | null;
        /** The place of birth, by the central bank's code. */
        birthPlaceCbuId: string | null;
        /** The country of birth. */
        birthCountry: string | null;
        /** The country of birth, by the registry's code. */
        birthCountryId: string | null;
        /** The country of birth, by the central bank's code. */
        birthCountryCbuId: string | null;
        /** Whether the person is alive. */
        liveStatus: boolean;
        /** The nationality. */
        nationality: string | null;
        /** The nationality, by the registry's code. */
        nationalityId: string | null;
        /** The nationality, by the central bank's code. */
        nationalityCbuId: string | null;
        /** The citizenship. */
        citizenship: string | null;
        /** The citizenship, by the registry's code. */
        citizenshipId: string | null;
        /** The citizenship, by the central bank's code. */
        citizenshipCbuId: string | null;
      };
      /** The registered addresses. */
      registration: {
        /** The permanent address. */
        permanentRegistration: {
          /** The house and flat. */
          address: string | null;
          /** The cadastral number. */
          cadastre: string | null;
          /** The country. */
          country: string | null;
          /** The country, by the registry's code. */
          countryId: string | null;
          /** The country, by the central bank's code. */
          countryCbuId: string | null;
          /** The region. */
          region: string | null;
          /** The region, by the registry's code. */
          regionId: string | null;
          /** The region, by the central bank's code. */
          regionCbuId: string | null;
          /** The district. */
          district: string | null;
          /** The district, by the registry's code. */
          districtId: string | null;
          /** The district, by the central bank's code. */
          districtCbuId: string | null;
          /** The neighbourhood (mahalla). */
          maxala: string | null;
          /** The neighbourhood, by the registry's code. */
          maxalaId: string | null;
          /** The neighbourhood, by the central bank's code. */
          maxalaCbuId: string | null;
          /** The street. */
          street: string | null;
          /** The street, by the registry's code. */
          streetId: string | null;
          /** The street, by the central bank's code. */
          streetCbuId: string | null;
          /** When it was registered. */
          registrationDate: string | null;
        } | null;
        /** The temporary addresses. */
        temporaryRegistrations: Array<{
          /** The house and flat. */
          address: string | null;
          /** The cadastral number. */
          cadastre: string | null;
          /** The country. */
          country: string | null;
          /** The country, by the registry's code. */
          countryId: string | null;
          /** The country, by the central bank's code. */
          countryCbuId: string | null;
          /** The region. */
          region: string | null;
          /** The region, by the registry's code. */
          regionId: string | null;
          /** The region, by the central bank's code. */
          regionCbuId: string | null;
          /** The district. */
          district: string | null;
          /** The district, by the registry's code. */
          districtId: string | null;
          /** The district, by the central bank's code. */
          districtCbuId: string | null;
          /** The neighbourhood (mahalla). */
          maxala: string | null;
          /** The neighbourhood, by the registry's code. */
          maxalaId: string | null;
          /** The neighbourhood, by the central bank's code. */
          maxalaCbuId: string | null;
          /** The street. */
          street: string | null;
          /** The street, by the registry's code. */
          streetId: string | null;
          /** The street, by the central bank's code. */
          streetCbuId: string | null;
          /** When it was registered. */
          registrationDate: string | null;
        }> | null;
      };
    };
  };
  /** Registered address: A resident's registered address after a successful session. */
  "check.registration": {
    /** the session's id */
    attemptId: string;
    hash: string;
    lang: "ru" | "en" | "uz" | "oz";
    data: {
      /** The house and flat. */
      address: string | null;
      /** The cadastral number. */
      cadastre: string | null;
      /** The country. */
      country: string | null;
      /** The country, by the registry's code. */
      countryId: string | null;
      /** The region. */
      region: string | null;
      /** The region, by the registry's code. */
      regionId: string | null;
      /** The district. */
      district: string | null;
      /** The district, by the registry's code. */
      districtId: string | null;
      /** The neighbourhood (mahalla). */
      maxala: string | null;
      /** The neighbourhood, by the registry's code. */
      maxalaId: string | null;
      /** The street. */
      street: string | null;
      /** The street, by the registry's code. */
      streetId: string | null;
    };
  };
  /** Photograph: A person's photograph in base64 after a successful session. */
  "check.photo": {
    /** the session's id */
    attemptId: string;
    hash: string;
    lang: "ru" | "en" | "uz" | "oz";
    data: {
      /** SHA-1 of the photo's bytes */
      crc: string;
      /** the session's id */
      attemptId: string;
      /** The caller's own id of the session. */
      transactionId: string;
      /** A JPEG or PNG picture in base64. */
      photo: string;
    };
  };
  /** Border crossing: A non-resident's newest border crossing after a successful session. */
  "check.foreign_person": {
    /** the session's id */
    attemptId: string;
    hash: string;
    lang: "ru" | "en" | "uz" | "oz";
    data: {
      /** The person's data. */
      person: {
        /** The document's number. */
        document: string;
        /** When the border was crossed. */
        reg_date: string;
        /** The citizenship. */
        citizenship: string;
        /** The full name, as the crossing has it. */
        full_name: string;
        /** The date of birth. */
        birth_date: string;
      };
    };
  };
  /** KYC completed: The person passed the KYC verification. */
  "kyc.completed": {
    session: {
      id: string;
      level: "basic" | "full";
      status: "completed";
      verifiedData: {
        /** As in the document. */
        firstName: string;
        /** As in the document. */
        lastName: string;
        /** As in the document. */
        dateOfBirth: string;
        /** ISO 3166-1 alpha-2. */
        nationality: string;
        /** The document that was shown. */
        documentType: "passport" | "id_card";
        /** Masked except for its last four characters. */
        documentNumber: string;
      };
      metadata: Record<string, JsonValue>;
      createdAt: string;
      completedAt: string;
    };
  };
  /** KYC failed: The person did not pass the KYC verification. */
  "kyc.failed": {
    session: {
      id: string;
      level: "basic" | "full";
      status: "failed";
      failureReason:
        | "document_expired"
        | "document_unreadable"
        | "document_mismatch"
        | "selfie_mismatch"
        | "suspected_fraud"
        | "unsupported_document";
      /** for the person to read, in the session's language */
      failureDetails: string;
      metadata: Record<string, JsonValue>;
      createdAt: string;
      failedAt: string;
    };
  };
  /** User verification requested: The verification of a user was requested; an operator will decide. */
  "user.kycrequest": {
    users: Array<{
      /** The user. */
      userId: string;
      /** 1 a natural person, 2 a business, 3 a government, 4 another entity. */
      userTypeId: string;
      /** `CANCELED` once an operator has cancelled the user. */
      userStatus: "PENDING" | "VALIDATED" | "CANCELED";
      /** The project's number. */
      clientId: string;
      /** The caller's own mark. */
      userTag: string;
      /** The user that this one belongs to. */
      parentUserId: string | null;
      /** In which role this user belongs to the other one. */
      parentType: string | null;
      /** The form of address: `M`, `MME`, `MLLE`. */
      title: string;
      /** The given name. */
      firstname: string;
      /** The family name. */
      lastname: string;
      /** Further given names. */
      middleNames: string;
      /** The date of birth; `0000-00-00` where unknown. */
      birthday: string;
      /** The e-mail address. */
      email: string;
      /** The address, first line. */
      address1: string;
      /** The address, second line. */
      address2: string;
      /** The address, third line. */
      address3: string;
      /** The postal code. */
      postcode: string;
      /** The city. */
      city: string;
      /** The state or province. */
      state: string;
      /** The country of residence, ISO 3166-1 alpha-2. */
      country: string;
      /** The country of residence in words. */
      countryName: string;
      /** The phone number. */
      phone: string;
      /** The mobile number. */
      mobile: string;
      /** ISO 3166-1 alpha-2. */
      nationality: string;
      /** A second nationality. */
      nationalityOther: string;
      /** The city of birth. */
      placeOfBirth: string;
      /** The country of birth, ISO 3166-1 alpha-2. */
      birthCountry: string;
      /** The profession. */
      occupation: string;
      /** The yearly income in thousands, as a range. */
      incomeRange: string;
      /** The legal name of an entity. */
      legalName: string;
      /** The name printed on cards. */
      legalNameEmbossed: string;
      /** The registration number of an entity. */
      legalRegistrationNumber: string;
      /** The VAT number. */
      legalTvaNumber: string;
      /** When an entity was registered; `0000-00-00` where unknown. */
      legalRegistrationDate: string;
      /** The code of an entity's legal form. */
      legalForm: string;
      /** The share capital. */
      legalShareCapital: string;
      /** The code of an entity's sector. */
      legalSector: string;
      /** The yearly turnover, as a range. */
      legalAnnualTurnOver: string;
      /** The yearly net income, as a range. */
      legalNetIncomeRange: string;
      /** The number of employees, as a range. */
      legalNumberOfEmployeeRange: string;
      /** The share that a beneficial owner holds, in percent. */
      effectiveBeneficiary: string;
      /** The position in the entity. */
      position: string;
      /** The personal assets in thousands, as a range. */
      personalAssets: string;
      /** The country of tax residence, ISO 3166-1 alpha-2. */
      taxResidence: string;
      /** The tax number. */
      taxNumber: string;
      /** 0 none, 1 light, 2 regular, 3 strong, 4 refused. */
      kycLevel: "0" | "1" | "2" | "3" | "4";
      /** 0 none, 1 pending, 2 validated, 3 refused, 6 open, 7 pending a periodic review. */
      kycReview: "0" | "1" | "2" | "3" | "6" | "7";
      /** What the operator remarked on the decision. */
      kycReviewComment: string;
      /** Whether the user is frozen. */
      isFreezed: "0" | "1";
      /** The language of the user's page, where it is one of ours. */
      language: string | null;
      /** Whether the user is a US person by FATCA. */
      specifiedUSPerson: string;
      /** The role in the entity. */
      employeeType: string;
      /** The kind of entity. */
      entityType: string;
      /** The kind of control over the entity. */
      controllingPersonType: string;
      /** The entity's activity outside of the EU. */
      activityOutsideEu: string | null;
      /** Whether the entity is under economic sanctions. */
      economicSanctions: string | null;
      /** Whether it resides in countries under sanctions. */
      residentCountriesSanctions: string | null;
      /** Whether it is involved in sanctions. */
      involvedSanctions: string | null;
      /** The answers to the sanctions questionnaire. */
      entitySanctionsQuestionnaire: string | null;
      /** When that questionnaire was filled in. */
      sanctionsQuestionnaireDate: string | null;
      /** The time zone. */
      timezone: string | null;
      /** When the user was created, UTC. */
      createdDate: string;
      /** When the user was last changed, UTC. */
      modifiedDate: string;
      /** 110009 active, 110010 frozen, 110011 cancelled. */
      codeStatus: string;
      /** A remark on the status. */
      informationStatus: string;
      /** The SEPA creditor identifier. */
      sepaCreditorIdentifier: string | null;
      /** How many wallets the user has; always 0 for users created here. */
      walletCount: string;
      /** How many pay-ins the user made; always 0 for users created here. */
      payinCount: string;
      /** How many users match in all. */
      totalRows: string;
    }>;
  };
  /** User verification decided: An operator validated or refused the user. */
  "user.kycreview": {
    users: Array<{
      /** The user. */
      userId: string;
      /** 1 a natural person, 2 a business, 3 a government, 4 another entity. */
      userTypeId: string;
      /** `CANCELED` once an operator has cancelled the user. */
      userStatus: "PENDING" | "VALIDATED" | "CANCELED";
      /** The project's number. */
      clientId: string;
      /** The caller's own mark. */
      userTag: string;
      /** The user that this one belongs to. */
      parentUserId: string | null;
      /** In which role this user belongs to the other one. */
      parentType: string | null;
      /** The form of address: `M`, `MME`, `MLLE`. */
      title: string;
      /** The given name. */
      firstname: string;
      /** The family name. */
      lastname: string;
      /** Further given names. */
      middleNames: string;
      /** The date of birth; `0000-00-00` where unknown. */
      birthday: string;
      /** The e-mail address. */
      email: string;
      /** The address, first line. */
      address1: string;
      /** The address, second line. */
      address2: string;
      /** The address, third line. */
      address3: string;
      /** The postal code. */
      postcode: string;
      /** The city. */
      city: string;
      /** The state or province. */
      state: string;
      /** The country of residence, ISO 3166-1 alpha-2. */
      country: string;
      /** The country of residence in words. */
      countryName: string;
      /** The phone number. */
      phone: string;
      /** The mobile number. */
      mobile: string;
      /** ISO 3166-1 alpha-2. */
      nationality: string;
      /** A second nationality. */
      nationalityOther: string;
      /** The city of birth. */
      placeOfBirth: string;
      /** The country of birth, ISO 3166-1 alpha-2. */
      birthCountry: string;
      /** The profession. */
      occupation: string;
      /** The yearly income in thousands, as a range. */
      incomeRange: string;
      /** The legal name of an entity. */
      legalName: string;
      /** The name printed on cards. */
      legalNameEmbossed: string;
      /** The registration number of an entity. */
      legalRegistrationNumber: string;
      /** The VAT number. */
      legalTvaNumber: string;
      /** When an entity was registered; `0000-00-00` where unknown. */
      legalRegistrationDate: string;
      /** The code of an entity's legal form. */
      legalForm: string;
      /** The share capital. */
      legalShareCapital: string;
      /** The code of an entity's sector. */
      legalSector: string;
      /** The yearly turnover, as a range. */
      legalAnnualTurnOver: string;
      /** The yearly net income, as a range. */
      legalNetIncomeRange: string;
      /** The number of employees, as a range. */
      legalNumberOfEmployeeRange: string;
      /** The share that a beneficial owner holds, in percent. */
      effectiveBeneficiary: string;
      /** The position in the entity. */
      position: string;
      /** The personal assets in thousands, as a range. */
      personalAssets: string;
      /** The country of tax residence, ISO 3166-1 alpha-2. */
      taxResidence: string;
      /** The tax number. */
      taxNumber: string;
      /** 0 none, 1 light, 2 regular, 3 strong, 4 refused. */
      kycLevel: "0" | "1" | "2" | "3" | "4";
      /** 0 none, 1 pending, 2 validated, 3 refused, 6 open, 7 pending a periodic review. */
      kycReview: "0" | "1" | "2" | "3" | "6" | "7";
      /** What the operator remarked on the decision. */
      kycReviewComment: string;
      /** Whether the user is frozen. */
      isFreezed: "0" | "1";
      /** The language of the user's page, where it is one of ours. */
      language: string | null;
      /** Whether the user is a US person by FATCA. */
      specifiedUSPerson: string;
      /** The role in the entity. */
      employeeType: string;
      /** The kind of entity. */
      entityType: string;
      /** The kind of control over the entity. */
      controllingPersonType: string;
      /** The entity's activity outside of the EU. */
      activityOutsideEu: string | null;
      /** Whether the entity is under economic sanctions. */
      economicSanctions: string | null;
      /** Whether it resides in countries under sanctions. */
      residentCountriesSanctions: string | null;
      /** Whether it is involved in sanctions. */
      involvedSanctions: string | null;
      /** The answers to the sanctions questionnaire. */
      entitySanctionsQuestionnaire: string | null;
      /** When that questionnaire was filled in. */
      sanctionsQuestionnaireDate: string | null;
      /** The time zone. */
      timezone: string | null;
      /** When the user was created, UTC. */
      createdDate: string;
      /** When the user was last changed, UTC. */
      modifiedDate: string;
      /** 110009 active, 110010 frozen, 110011 cancelled. */
      codeStatus: string;
      /** A remark on the status. */
      informationStatus: string;
      /** The SEPA creditor identifier. */
      sepaCreditorIdentifier: string | null;
      /** How many wallets the user has; always 0 for users created here. */
      walletCount: string;
      /** How many pay-ins the user made; always 0 for users created here. */
      payinCount: string;
      /** How many users match in all. */
      totalRows: string;
    }>;
  };
  /** KYC review requested: A review of a user began: on request, or because the date of the next review came. */
  "kycreview.request": {
    userId: number;
    clientId: number;
    distributionCountry: string;
    kycLevel: 0 | 1 | 2 | 3 | 4;
    kycReview: 0 | 1 | 2 | 3 | 6 | 7;
    kycReviewComment: string;
    kycStatus: "PENDING" | "VALIDATED" | "REFUSED";
    kycReviewType: "ONBOARDING" | "PERIODIC";
    codeStatus: string;
    informationStatus: string;
    lastRequestDatetime: string;
    lastReviewDatetime: string | null;
    nextReviewDate: string | null;
  };
  /** KYC review decided: A review of a user ended: the user is validated or refused. */
  "kycreview.result": {
    userId: number;
    clientId: number;
    distributionCountry: string;
    kycLevel: 0 | 1 | 2 | 3 | 4;
    kycReview: 0 | 1 | 2 | 3 | 6 | 7;
    kycReviewComment: string;
    kycStatus: "PENDING" | "VALIDATED" | "REFUSED";
    kycReviewType: "ONBOARDING" | "PERIODIC";
    codeStatus: string;
    informationStatus: string;
    lastRequestDatetime: string;
    lastReviewDatetime: string | null;
    nextReviewDate: string | null;
  };
  /** Document created: A user's document was added: through the API, in a pre-review, or by a session. */
  "document.create": {
    documents: Array<{
      /** The document. */
      documentId: string;
      /** The caller's own mark. */
      documentTag: string;
      /** The project's number. */
      clientId: string;
      /** The user whom it is of. */
      userId: string;
      /** The user's given name. */
      userFirstname: string;
      /** The user's family name. */
      userLastname: string;
      /** The name that it was given. */
      name: string;
      /** Whether it was judged. */
      documentStatus: "PENDING" | "VALIDATED" | "REFUSED" | "CANCELED";
      /** The number of its type. */
      documentTypeId:
        | "2"
        | "4"
        | "6"
        | "7"
        | "8"
        | "9"
        | "11"
        | "12"
        | "13"
        | "14"
        | "15"
        | "16"
        | "17"
        | "18"
        | "19"
        | "20"
        | "21"
        | "22"
        | "23"
        | "24"
        | "25";
      /** The name of its type. */
      documentType: string;
      /** The name of the file to download. */
      fileName: string;
      /** Always empty: there are no thumbnails. */
      thumbFileName: string;
      /** When it was uploaded, UTC. */
      createdDate: string;
      /** When it was last changed, UTC; zeros where it never was. */
      modifiedDate: string;
      /** 600001 validated, 600002 refused, 600003 pending, 600004 cancelled. */
      codeStatus: string;
      /** What the operator remarked on the decision; `PRE_REVIEW` while one is awaited. */
      informationStatus: string;
      /** The tax residence that it belongs to; 0 for none. */
      residenceId: string;
    }>;
  };
  /** Document updated: A user's document was changed. */
  "document.update": {
    documents: Array<{
      /** The document. */
      documentId: string;
      /** The caller's own mark. */
      documentTag: string;
      /** The project's number. */
      clientId: string;
      /** The user whom it is of. */
      userId: string;
      /** The user's given name. */
      userFirstname: string;
      /** The user's family name. */
      userLastname: string;
      /** The name that it was given. */
      name: string;
      /** Whether it was judged. */
      documentStatus: "PENDING" | "VALIDATED" | "REFUSED" | "CANCELED";
      /** The number of its type. */
      documentTypeId:
        | "2"
        | "4"
        | "6"
        | "7"
        | "8"
        | "9"
        | "11"
        | "12"
        | "13"
        | "14"
        | "15"
        | "16"
        | "17"
        | "18"
        | "19"
        | "20"
        | "21"
        | "22"
        | "23"
        | "24"
        | "25";
      /** The name of its type. */
      documentType: string;
      /** The name of the file to download. */
      fileName: string;
      /** Always empty: there are no thumbnails. */
      thumbFileName: string;
      /** When it was uploaded, UTC. */
      createdDate: string;
      /** When it was last changed, UTC; zeros where it never was. */
      modifiedDate: string;
      /** 600001 validated, 600002 refused, 600003 pending, 600004 cancelled. */
      codeStatus: string;
      /** What the operator remarked on the decision; `PRE_REVIEW` while one is awaited. */
      informationStatus: string;
      /** The tax residence that it belongs to; 0 for none. */
      residenceId: string;
    }>;
  };
  /** Document cancelled: A user's document was cancelled. */
  "document.cancel": {
    documents: Array<{
      /** The document. */
      documentId: string;
      /** The caller's own mark. */
      documentTag: string;
      /** The project's number. */
      clientId: string;
      /** The user whom it is of. */
      userId: string;
      /** The user's given name. */
      userFirstname: string;
      /** The user's family name. */
      userLastname: string;
      /** The name that it was given. */
      name: string;
      /** Whether it was judged. */
      documentStatus: "PENDING" | "VALIDATED" | "REFUSED" | "CANCELED";
      /** The number of its type. */
      documentTypeId:
        | "2"
        | "4"
        | "6"
        | "7"
        | "8"
        | "9"
        | "11"
        | "12"
        | "13"
        | "14"
        | "15"
        | "16"
        | "17"
        | "18"
        | "19"
        | "20"
        | "21"
        | "22"
        | "23"
        | "24"
        | "25";
      /** The name of its type. */
      documentType: string;
      /** The name of the file to download. */
      fileName: string;
      /** Always empty: there are no thumbnails. */
      thumbFileName: string;
      /** When it was uploaded, UTC. */
      createdDate: string;
      /** When it was last changed, UTC; zeros where it never was. */
      modifiedDate: string;
      /** 600001 validated, 600002 refused, 600003 pending, 600004 cancelled. */
      codeStatus: string;
      /** What the operator remarked on the decision; `PRE_REVIEW` while one is awaited. */
      informationStatus: string;
      /** The tax residence that it belongs to; 0 for none. */
      residenceId: string;
    }>;
  };
  /** Liveness check taken: The applicant finished a liveness check, or left it; it is not decided yet. */
  "kycliveness.create": {
    "kyc-status": "processing" | "processed";
    comment: string;
    user_id: string;
    "started-at": string;
    "updated-at": string;
    /** 1 accepted, 0 refused */
    score: 0 | 1;
    identity: {
      "last-name": string;
      "first-name": string;
      "birth-date": string;
      gender: string;
      "issuing-place": string;
      birthplace: string;
    };
  };
  /** Liveness check decided: A liveness check was accepted or refused; a refusal names its reasons. */
  "kycliveness.update": {
    "updated-at": string;
    "started-at": string;
    identity: {
      "last-name": string;
      "first-name": string;
      "birth-date": string;
      gender: string;
      "issuing-place": string;
      birthplace: string;
    };
    "kyc-status": "processing" | "processed";
    comment: string;
    /** with a refusal only */
    "refusal-details"?:
      | {
          meta: {
            count: number;
          };
          reasons: Array<{
            "reason-code": string;
            "reason-message": string;
          }>;
        }
      | undefined;
    user_id: string;
    /** 1 accepted, 0 refused */
    score: 0 | 1;
  };
  /** Qualified e-signature started: The applicant entered the e-signature session. */
  "qes.created": {
    userId: string;
    result: "STARTED";
    /** 2024-06-27T09:16:23+02:00; empty until somebody was identified */
    identificationTime: string;
    /** short, for a human to say */
    identId: string;
    /** also the envelope's object_id */
    transactionNumber: string;
    type: "APP" | "WEB";
  };
  /** Qualified e-signature under review: The e-signature session is under review. */
  "qes.processing": {
    userId: string;
    result: "CHECK_PENDING" | "REVIEW_PENDING";
    /** 2024-06-27T09:16:23+02:00; empty until somebody was identified */
    identificationTime: string;
    /** short, for a human to say */
    identId: string;
    /** also the envelope's object_id */
    transactionNumber: string;
    type: "APP" | "WEB";
  };
  /** Qualified e-signature aborted: The applicant left the e-signature session or did not come back. */
  "qes.aborted": {
    userId: string;
    result: "ABORTED";
    /** 2024-06-27T09:16:23+02:00; empty until somebody was identified */
    identificationTime: string;
    /** short, for a human to say */
    identId: string;
    /** also the envelope's object_id */
    transactionNumber: string;
    type: "APP" | "WEB";
    reason: {
      reasonDetails: {
        reasonCode: string;
        reasonMessage: string;
      };
    };
  };
  /** Qualified e-signature finalized: The e-signature session ended: with success, with success and corrected data, or cancelled. */
  "qes.finalized": {
    userId: string;
    result: "SUCCESS" | "SUCCESS_DATA_CHANGED" | "CANCELED";
    /** 2024-06-27T09:16:23+02:00; empty until somebody was identified */
    identificationTime: string;
    /** short, for a human to say */
    identId: string;
    /** also the envelope's object_id */
    transactionNumber: string;
    type: "APP" | "WEB";
    /** absent where nobody was identified */
    identity?:
      | {
          firstname: string;
          lastname: string;
          birthday: string;
          gender: "M" | "F" | "OTHER";
          issuingPlace?: string | undefined;
          birthplace: string;
        }
      | undefined;
    /** with CANCELED only */
    reason?:
      | {
          reasonDetails: {
            reasonCode: string;
            reasonMessage: string;
          };
        }
      | undefined;
  };
  /** Video conference started: The applicant entered the video conference. */
  "videoConference.created": {
    userId: string;
    result: "STARTED";
    /** 2024-06-27T09:16:23+02:00; empty until somebody was identified */
    identificationTime: string;
    /** short, for a human to say */
    identId: string;
    /** also the envelope's object_id */
    transactionNumber: string;
    type: "APP" | "WEB";
  };
  /** Video conference under review: The video conference is under review. */
  "videoConference.processing": {
    userId: string;
    result: "CHECK_PENDING" | "REVIEW_PENDING";
    /** 2024-06-27T09:16:23+02:00; empty until somebody was identified */
    identificationTime: string;
    /** short, for a human to say */
    identId: string;
    /** also the envelope's object_id */
    transactionNumber: string;
    type: "APP" | "WEB";
  };
  /** Video conference aborted: The applicant left the video conference or did not come back. */
  "videoConference.aborted": {
    userId: string;
    result: "ABORTED";
    /** 2024-06-27T09:16:23+02:00; empty until somebody was identified */
    identificationTime: string;
    /** short, for a human to say */
    identId: string;
    /** also the envelope's object_id */
    transactionNumber: string;
    type: "APP" | "WEB";
    reason: {
      reasonDetails: {
        reasonCode: string;
        reasonMessage: string;
      };
    };
  };
  /** Video conference finalized: The video conference ended: with success, with success and corrected data, or cancelled. */
  "videoConference.finalized": {
    userId: string;
    result: "SUCCESS" | "SUCCESS_DATA_CHANGED" | "CANCELED";
    /** 2024-06-27T09:16:23+02:00; empty until somebody was identified */
    identificationTime: string;
    /** short, for a human to say */
    identId: string;
    /** also the envelope's object_id */
    transactionNumber: string;
    type: "APP" | "WEB";
    /** absent where nobody was identified */
    identity?:
      | {
          firstname: string;
          lastname: string;
          birthday: string;
          gender: "M" | "F" | "OTHER";
          issuingPlace?: string | undefined;
          birthplace: string;
        }
      | undefined;
    /** with CANCELED only */
    reason?:
      | {
          reasonDetails: {
            reasonCode: string;
            reasonMessage: string;
          };
        }
      | undefined;
  };
  /** Before registration: Before the organization adds a user, after the input was checked. */
  before_registration: {
    user: {
      /** The phone number. */
      phone: string | null;
      /** The e-mail address. */
      email: string | null;
      /** The family name. */
      lastName: string | null;
      /** The given name. */
      firstName: string | null;
      /** The middle name or patronymic. */
      middleName: string | null;
      /** The date of birth. */
      birthDate: string | null;
      /** of the loyalty card */
      cardNumber: string | null;
    };
    /** at the gateway: what else the upstream gets */
    upstream?:
      | {
          /** the query's parameters */
          query: Record<string, string>;
          /** members of the body that the method doesn't know */
          fields: Record<string, unknown>;
        }
      | undefined;
  };
  /** After registration: After the organization added a user. */
  after_registration: {
    user: {
      /** The user. */
      id: string;
      /** The phone number. */
      phone: string | null;
      /** The e-mail address. */
      email: string | null;
      /** The family name. */
      lastName: string | null;
      /** The given name. */
      firstName: string | null;
      /** The middle name or patronymic. */
      middleName: string | null;
      /** The date of birth. */
      birthDate: string | null;
      /** of the loyalty card */
      cardNumber: string | null;
      /** When the user was added. */
      createdAt: string;
    };
  };
  /** Before an order is added: Before the organization or a user adds an order. */
  before_order_add: {
    method: "/organization/order/add" | "/user/order/add";
    order: {
      /** The buyer. */
      userId: string;
      /** What is ordered. */
      items: Array<{
        /** The article's number. */
        sku: string;
        /** The article's name. */
        name: string;
        /** How many of it. */
        quantity: number;
        /** of one, in the currency's minor unit */
        price: number;
      }>;
      /** ISO 4217. */
      currency: string;
      /** in the currency's minor unit */
      discount: number;
      /** Who delivers it. */
      deliveryServiceId: string | null;
      /** in the currency's minor unit */
      deliveryPrice: number;
      /** Where the order goes. */
      destination: {
        /** The country. */
        country: string;
        /** The region, state or province. */
        region: string | null;
        /** The city or place. */
        city: string;
        /** The street with the number. */
        street: string | null;
        /** The postal code. */
        postcode: string | null;
      } | null;
      /** What the buyer remarked. */
      comment: string;
    };
    /** at the gateway: what else the upstream gets */
    upstream?:
      | {
          /** the query's parameters */
          query: Record<string, string>;
          /** members of the body that the method doesn't know */
          fields: Record<string, unknown>;
        }
      | undefined;
  };
  /** Before an order is changed: Before the organization or a user changes an order. */
  before_order_update: {
    method: "/organization/order/{id}" | "/user/order/{id}";
    /** of the order */
    id: string;
    changes: {
      /** What is ordered. */
      items?:
        | Array<{
            /** The article's number. */
            sku: string;
            /** The article's name. */
            name: string;
            /** How many of it. */
            quantity: number;
            /** of one, in the currency's minor unit */
            price: number;
          }>
        | undefined;
      /** ISO 4217. */
      currency?: string | undefined;
      /** in the currency's minor unit */
      discount?: number | undefined;
      /** Who delivers it. */
      deliveryServiceId?: string | null | undefined;
      /** in the currency's minor unit */
      deliveryPrice?: number | undefined;
      /** Where the order goes. */
      destination?:
        | {
            /** The country. */
            country: string;
            /** The region, state or province. */
            region: string | null;
            /** The city or place. */
            city: string;
            /** The street with the number. */
            street: string | null;
            /** The postal code. */
            postcode: string | null;
          }
        | null
        | undefined;
      /** What the buyer remarked. */
      comment?: string | undefined;
    };
    /** at the gateway: what else the upstream gets */
    upstream?:
      | {
          /** the query's parameters */
          query: Record<string, string>;
          /** members of the body that the method doesn't know */
          fields: Record<string, unknown>;
        }
      | undefined;
  };
  /** Before an order's status is set: Before an order's status is set: by the organization, or as the bank authorised the whole sum. */
  before_order_setstatus: {
    method: "/organization/order/set_status" | "/user/sber_get_status";
    /** of the order */
    id: string;
    /** null: an upstream keeps the order */
    from: "new" | "confirmed" | "paid" | "assembling" | "shipped" | "delivered" | "cancelled" | null;
    /** Where an order stands. */
    status: "new" | "confirmed" | "paid" | "assembling" | "shipped" | "delivered" | "cancelled";
    payment: {
      bankOrderId: string;
      /** in the currency's minor unit */
      amount: number;
      /** as the bank has it: ISO 4217, numeric */
      currency: string;
      /** the bank's code of a sum fully authorised */
      orderStatus: 2;
      actionCode: number;
    } | null;
    /** at the gateway: what else the upstream gets */
    upstream?:
      | {
          /** the query's parameters */
          query: Record<string, string>;
          /** members of the body that the method doesn't know */
          fields: Record<string, unknown>;
        }
      | undefined;
  };
  /** Before a delivery is priced: Before the price of a delivery is calculated. */
  before_delivery_service_calculate: {
    /** of the delivery service */
    id: string;
    request: {
      destination: {
        /** The country. */
        country: string;
        /** The region, state or province. */
        region: string | null;
        /** The city or place. */
        city: string;
        /** The street with the number. */
        street: string | null;
        /** The postal code. */
        postcode: string | null;
      };
      /** grams */
      weight: number;
      /** metres; null: unknown */
      distance: number | null;
      /** in the currency's minor unit */
      orderSum: number;
      currency: string;
    };
    /** at the gateway: what else the upstream gets */
    upstream?:
      | {
          /** the query's parameters */
          query: Record<string, string>;
          /** members of the body that the method doesn't know */
          fields: Record<string, unknown>;
        }
      | undefined;
  };
  /** Before a user's update: Before the organization changes what is known of a user. */
  before_user_update: {
    /** of the user */
    id: string;
    changes: {
      /** The phone number. */
      phone?: string | null | undefined;
      /** The e-mail address. */
      email?: string | null | undefined;
      /** The family name. */
      lastName?: string | null | undefined;
      /** The given name. */
      firstName?: string | null | undefined;
      /** The middle name or patronymic. */
      middleName?: string | null | undefined;
      /** The date of birth. */
      birthDate?: string | null | undefined;
      /** of the loyalty card */
      cardNumber?: string | null | undefined;
    };
    /** at the gateway: what else the upstream gets */
    upstream?:
      | {
          /** the query's parameters */
          query: Record<string, string>;
          /** members of the body that the method doesn't know */
          fields: Record<string, unknown>;
        }
      | undefined;
  };
  /** Before a new user: Before a user registers by themselves. */
  before_user_new: {
    user: {
      /** The phone number. */
      phone: string | null;
      /** The e-mail address. */
      email: string | null;
      /** The family name. */
      lastName: string | null;
      /** The given name. */
      firstName: string | null;
      /** The middle name or patronymic. */
      middleName: string | null;
      /** The date of birth. */
      birthDate: string | null;
      /** of the loyalty card */
      cardNumber: string | null;
    };
    /** at the gateway: what else the upstream gets */
    upstream?:
      | {
          /** the query's parameters */
          query: Record<string, string>;
          /** members of the body that the method doesn't know */
          fields: Record<string, unknown>;
        }
      | undefined;
  };
  /** On subscription: When the term of a subscription runs out. */
  on_subscription: {
    subscription: {
      id: string;
      userId: string;
      plan: string;
      startedAt: string;
      expiresAt: string;
    };
  };
  /** Session started: The applicant agreed on the page to be verified. */
  "session.started": {
    /** the session's id */
    attemptId: string;
    transactionId: string | null;
    method: "identification" | "verification" | "document" | "liveness" | "qes" | "video-conference";
    startedAt: string;
  };
  /** Session submitted: The applicant has sent everything; it is not decided yet. */
  "session.submitted": {
    /** the session's id */
    attemptId: string;
    transactionId: string | null;
    method: "identification" | "verification" | "document" | "liveness" | "qes" | "video-conference";
    submittedAt: string;
  };
  /** Resubmission requested: A reviewer asks the applicant for other pictures, by the same link. */
  "session.resubmission_requested": {
    /** the session's id */
    attemptId: string;
    transactionId: string | null;
    method: "identification" | "verification" | "document" | "liveness" | "qes" | "video-conference";
    /** the integrator's own id of the person */
    userId: string | null;
    /** the pictures that are asked for again */
    captures: Array<{
      kind:
        | "face"
        | "document_front"
        | "document_back"
        | "selfie"
        | "pose_front"
        | "pose_left"
        | "pose_right";
      reason:
        | "unreadable"
        | "glare"
        | "blurred"
        | "too_dark"
        | "too_bright"
        | "too_small"
        | "cut_off"
        | "wrong_side"
        | "not_original"
        | "no_face"
        | "several_faces"
        | "face_unclear"
        | "repeated";
    }>;
    requestedAt: string;
    /** when the applicant's time ends */
    expiresAt: string;
  };
  /** Session expired: A session ran out of time before it ended. */
  "session.expired": {
    /** the session's id */
    attemptId: string;
    transactionId: string | null;
    method: "identification" | "verification" | "document" | "liveness" | "qes" | "video-conference";
    expiredAt: string;
  };
  /** Review requested: A session, or a user, waits for an operator's decision. */
  "review.requested": {
    reviewId: string;
    attemptId: string | null;
    method: "identification" | "verification" | "document" | "liveness" | "qes" | "video-conference" | null;
    /** the integrator's own id of the person */
    userId: string | null;
    requestedAt: string;
  };
  /** Webhook disabled: A webhook was disabled: its address failed for too long or responded with 410, or an operator disabled it. */
  "webhook.disabled": {
    /** whk_… */
    webhookId: string;
    reason: "failing" | "gone" | "operator";
    failingSince: string | null;
    disabledAt: string;
  };
  /** Webhook recovered: A webhook's address accepts deliveries again. */
  "webhook.recovered": {
    /** whk_… */
    webhookId: string;
    failingSince: string | null;
    recoveredAt: string;
  };
  /** Delivery exhausted: A delivery was given up after its last attempt; it can be resent by hand. */
  "delivery.exhausted": {
    /** dlv_… */
    deliveryId: string;
    /** whk_… */
    webhookId: string;
    /** evt_… */
    eventId: string;
    eventType: string;
    attempts: number;
    /** null if the last attempt got no response */
    lastStatusCode: number | null;
    exhaustedAt: string;
  };
}
